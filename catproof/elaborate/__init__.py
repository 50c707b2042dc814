"""From the tree to mathematics: names resolved, declarations built and checked, all errors collected."""
