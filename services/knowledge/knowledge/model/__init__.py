"""The rules: what an article and a category are, and what may be done with them."""
