"""Strings to model and back: front matter, sections, items and sprints, with no disk."""
