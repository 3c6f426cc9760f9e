"""The instructor's side of the course: exercises, release, grading, results, audit. Start with ``python -m
autograder``.
"""
