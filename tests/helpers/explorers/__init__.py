"""The explorers' JavaScript: its own unit tests, its bundles, and that it agrees with Python where both compute."""
