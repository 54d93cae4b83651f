"""Branches beside each other: what an item is on the default branch and on all others."""
