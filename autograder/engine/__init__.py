"""Runs one notebook. `execute` stands in for nbgrader's own Execute step."""
