"""Reading and printing theory files: text to tree and back."""
