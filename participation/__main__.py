"""`python -m participation`."""

from participation.operations.cli import main

main()
