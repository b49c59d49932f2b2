"""What the hub can do: one module a noun, async functions of a Context."""
