"""Training as the user drives it: the thread, the run, its course, its experiments."""
