"""What follows from a document: signals, gradients, training and maps, without state and without a window."""
