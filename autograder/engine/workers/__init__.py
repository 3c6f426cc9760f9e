"""Warm processes that run cells, and those that fork them."""
