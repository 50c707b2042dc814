"""The project with tests of its own is run by ours, as one that is elsewhere."""

collect_ignore = ["suite"]
