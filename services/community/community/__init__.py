"""The forum: people ask, people answer, and the answer that helped is marked."""

NAME = "community"
RELEASE = "0.1.0"
