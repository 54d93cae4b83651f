"""The only room that speaks git: find a repository, read it, and commit exactly the paths of one act."""
