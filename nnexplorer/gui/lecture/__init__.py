"""The lecture that is given: its scenes, its keys, its display, and the file that holds it."""
