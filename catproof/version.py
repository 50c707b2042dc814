"""The version of catproof."""

__version__ = "0.1.0"
