"""A session monitor for client-led therapy: two channels in, calm numbers out."""

__version__ = "0.1.0"
