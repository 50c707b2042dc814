"""What sentences say, between the text and everything else: typed terms, the words they are made of, what the
built-in properties mean, and whether a term is true. Nothing here knows how a structure is stored, or who asks."""
