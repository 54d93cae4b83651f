"""The demands on a backlog's files, as pure functions that give findings, beside one table of all of them."""
