"""What the gateway keeps: counters of rate limits, and sealed last words of accounts. Nothing of the business."""
