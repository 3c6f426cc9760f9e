"""What several explorers share: the base class, the curve between samples, and axes, theme and controls for the
browser.
"""
