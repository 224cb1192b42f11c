"""Rows: the only SQL of the service."""
