"""The version of catproof."""

__version__ = "0.2.0"
