"""Writers of the network as source text, one module a format."""
