"""`python -m participation`."""

from participation.cli import main

main()
