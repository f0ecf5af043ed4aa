"""Names as staff pages show them."""

from participation.people.models import Child


def isolated(name: str) -> str:
    """A name kept together, so that writing of another direction does not turn what stands beside it."""
    return name if name.isascii() else f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"


def name_of(child: Child) -> str:
    """The name that the child uses, or the council's number."""
    return isolated(child.preferred_name or child.reference)
