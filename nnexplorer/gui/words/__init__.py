"""How quantities are written and said: notation, labels, arithmetic, descriptions."""
