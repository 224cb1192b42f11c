"""The rules: what holds for people, passwords, sessions and audiences. No database, no clock."""
