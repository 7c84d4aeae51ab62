"""What the user owns: networks, data, documents and the lecture, in NumPy and without a window."""
