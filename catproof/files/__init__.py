"""Files as what is read and written: nothing but regular files, not too large, and never through a link."""
