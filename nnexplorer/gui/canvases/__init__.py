"""The pictures: each canvas shows a frozen part and reports what a hand does to it."""
