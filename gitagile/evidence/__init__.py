"""Evidence: the values of a model's metrics, read from files and runs of other tools, at any revision."""
