"""Work that would hold up the server: it runs in child processes."""
