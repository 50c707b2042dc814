"""Unknown categories, tasks, functors and transformations as constraints: what is sought is what a model describes."""
