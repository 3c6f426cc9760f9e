"""Submissions become scores: read, repaired, run, graded, stored in nbgrader's gradebook."""
