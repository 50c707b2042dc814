"""The mathematics: finite categories, functors, tasks and what is made of them. No claim, no solver, no text."""
