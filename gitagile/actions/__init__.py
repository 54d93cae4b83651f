"""The verbs: each takes a workspace and plain arguments, and gives a record of what it did or found."""
