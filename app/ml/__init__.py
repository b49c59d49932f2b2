"""Models: registry, training and application arrive here; nothing yet."""
