"""Rows of notify: the only place that knows columns."""
