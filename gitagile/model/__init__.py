"""The nouns: what a backlog is made of, as frozen records that need the standard library only."""
