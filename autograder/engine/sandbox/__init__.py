"""What a process that runs a stranger's code may touch."""
