"""Disk to text: where each thing lies, reading it, and remembering what was read."""
