"""What a branch does to the backlog, read from git's objects alone."""
