"""The verbs of sprints: made, shown, planned, started, closed and reported."""
