"""Use cases: one function, one transaction, one sentence of the business."""
