"""What `check --fix` may mend without loss: quotes, the spelling of keys, and stamps that a hand edit left out."""

from __future__ import annotations

from .quoting import quoted

__all__ = ["quoted"]
