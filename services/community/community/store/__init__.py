"""Rows: the only SQL of this service."""
