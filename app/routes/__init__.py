"""Plain HTTP: the GraphQL mount, files and frames, the single-page app, health."""
