"""`python -m app` is `medhub`."""

from app.cli import main

main()
