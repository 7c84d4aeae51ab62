"""Many networks at a time: the error against N, the lecture's summary, a contest with gradient descent."""
