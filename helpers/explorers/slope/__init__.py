"""The slope explorer: a function, its tangent and the small triangle."""
