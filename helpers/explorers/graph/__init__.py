"""The graph explorer: steps through a computation graph, forward and backward."""
