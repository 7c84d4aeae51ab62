"""The parameter panels: each shows values and reports what a hand changes."""
