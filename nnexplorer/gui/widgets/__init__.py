"""Small widgets that know nothing of nets: fields for numbers, choices and formulas."""
