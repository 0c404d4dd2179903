"""The session on a line of time, from all of it down to one second."""
