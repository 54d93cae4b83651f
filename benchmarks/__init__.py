"""Paired, repeatable measurements of gitagile, and the made-up projects they are taken on."""
