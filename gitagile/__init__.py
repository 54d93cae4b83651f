"""gitagile: the agile backlog that lives in git, made for machine-learning teams."""

__version__ = "0.1.0"
