"""People, how they sign in, and which audiences they are in."""

NAME = "accounts"
RELEASE = "0.1.0"
