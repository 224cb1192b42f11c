"""The rules of telling people: no rows, no clock, no network."""
