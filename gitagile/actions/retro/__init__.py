"""Retros: facts to talk about, words that are never touched, and actions that come back until they are done."""
