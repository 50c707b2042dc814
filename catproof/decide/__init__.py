"""Deciding what is known: structures as tables for the logic, and claims that are core terms."""
