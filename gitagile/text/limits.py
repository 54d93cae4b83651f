"""Limits: how much of a file is read at most; what is larger is a finding, not a slow command."""

from __future__ import annotations

MAX_FILE = 256 * 1024
MAX_HEAD = 64 * 1024
MAX_DEPTH = 16
MAX_NODES = 1_000
LONGEST_NUMBER = 300
"""Digits of a number; one with more is read as text."""
