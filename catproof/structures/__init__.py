"""Known structures for terms: made by the operations of the signature, and as tables for the interpreter."""
