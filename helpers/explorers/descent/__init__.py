"""The descent explorer: gradient descent on a function of one variable."""
