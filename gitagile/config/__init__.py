"""Every setting, with its default, its profile and its own documentation."""
