"""The portal: pages made of what the services give, and the public API. It owns no business data."""

NAME = "gateway"
RELEASE = "0.1.0"
