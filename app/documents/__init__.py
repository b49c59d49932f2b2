"""What the hub remembers: one Beanie document a noun with its indexes and queries. Nothing else knows MongoDB."""
