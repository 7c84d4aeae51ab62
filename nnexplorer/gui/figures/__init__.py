"""Figures and films: painted without a window, asked for in dialogs, saved and copied."""
