"""What is made of scores: feedback a student, a report a class, CSV for a learning platform."""
