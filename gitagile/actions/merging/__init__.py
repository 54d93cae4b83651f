"""Merging: the driver that git calls, its installation, and what is done about conflicts that are left."""
