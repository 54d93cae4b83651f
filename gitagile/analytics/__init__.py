"""Figures: what the numbers of a sprint are, worked out from records alone (docs/figures: one definition each)."""
