"""The equation explorer: the shapes of the two-layer network's equations."""
