"""What the hub's nouns are, without web, database or settings."""
