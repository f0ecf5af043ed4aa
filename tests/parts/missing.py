"""How a test says that this machine lacks a part: an error that names it and how to get it, never a skip."""


class MissingPart(Exception):
    """A part of the system that the tests need is not there."""

    def __init__(self, part: str, package: str) -> None:
        super().__init__(f"{part} is missing. `make test` installs it, and so does: sudo apt-get install {package}")
