"""The rules of the forum; no database, no HTTP, no clock."""
