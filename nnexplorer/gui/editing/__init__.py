"""What hands and commands change in a document."""
