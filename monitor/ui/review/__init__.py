"""The replay: the window in which a session is looked at afterwards."""
