"""The verbs of model work: metrics, gates, experiments, releases."""
