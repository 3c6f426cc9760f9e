"""The gradient-check explorer: how far a measured slope is from a formula, for every step h."""
