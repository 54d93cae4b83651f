"""Sharing: a branch synced with its remote, and items claimed across clones."""
