"""How far the atlas goes. Apart, for the command line says it whenever it starts."""

from __future__ import annotations

MOST_ARROWS = 6
"""So many arrows the categories of the atlas have, identities counted; there are 3,258 of them."""

MOST_COUNTED = 10
"""To so many arrows connected categories are counted; with 11 there is no end in minutes."""
