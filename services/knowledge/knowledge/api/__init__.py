"""HTTP in: parse, one action or one read, answer."""
