"""Git's memory into events: what happened to each item, and which commits of code name it."""
