"""What goes to a class and comes back from it."""
