"""What goes in and out over HTTP. Everything is bounded."""
