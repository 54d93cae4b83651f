"""Verbs that look back: what happened, and the figures of what happened."""
