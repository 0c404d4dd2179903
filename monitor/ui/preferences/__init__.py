"""The settings window: what a therapist would change, each with its reason."""
