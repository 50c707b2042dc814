"""How claims become constraints for z3, and its models become evidence."""
