"""The hub in GraphQL's words: each field parses, calls one resolver, wraps what comes back."""
