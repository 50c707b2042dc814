"""Commands of the command line, a module each: `declare` names the arguments and options, `run` does it."""
