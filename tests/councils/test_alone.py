"""A command that fails for one council says why, and no row of it."""

from participation.councils.alone import for_each
from participation.councils.folder import Council


def test_what_a_database_says_of_a_row_after_its_first_line_is_not_told() -> None:
    def work(_: Council) -> None:
        raise ValueError("it violates a rule\nDETAIL: Failing row contains (Maya)")

    (done,) = for_each([Council("one", {})], work)
    assert (done.is_well, done.said) == (False, "ValueError: it violates a rule")
