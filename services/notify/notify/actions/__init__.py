"""What notify does: each function is one sentence of the business, in one transaction."""
