"""catproof: decides what prompting, tuning and transfer can do on finite categories."""

__version__ = "0.1.0"
