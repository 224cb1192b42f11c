"""Rows, and the fields and queries of the search index."""
