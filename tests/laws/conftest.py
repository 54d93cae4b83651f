"""Laws are tried on the same examples everywhere; `pytest tests/laws --hypothesis-profile=deep` tries many more."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]

settings.register_profile(
    "laws", deadline=None, derandomize=True, database=None, max_examples=60, suppress_health_check=SLOW
)
settings.register_profile("deep", deadline=None, database=None, max_examples=2_000, suppress_health_check=SLOW)
if settings.get_current_profile_name() != "deep":
    settings.load_profile("laws")
