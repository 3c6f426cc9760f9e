"""The training player: a training of the student's own functions, state by state."""
