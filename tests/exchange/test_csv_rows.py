"""However a spreadsheet writes a list, its rows are read; whatever cannot be read is named by its line."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.exchange.csv_rows import CsvRow, clean, open_rows
from participation.exchange.problems import Problem, Unreadable

COLUMNS = ("child_id", "name", "venue")
PLAIN = "child_id,name,venue\nC1,Zoë,At home\nC2,يوسف,School\n"
READ = [{"child_id": "C1", "name": "Zoë", "venue": "At home"}, {"child_id": "C2", "name": "يوسف", "venue": "School"}]


def read(content: bytes | str) -> tuple[list[CsvRow], list[Problem]]:
    content = content.encode() if isinstance(content, str) else content
    with open_rows(BytesIO(content), "list.csv", COLUMNS) as rows:
        return list(rows), rows.problems


def cells(content: bytes | str) -> list[dict[str, str]]:
    rows, found = read(content)
    assert found == []
    return [row.cells for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(encoding: str) -> None:
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    assert cells((mark + PLAIN).encode(encoding)) == READ


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_windows_and_of_old_macs_end_a_line(end: str) -> None:
    rows, found = read(PLAIN.replace("\n", end))
    assert [row.cells for row in rows] == READ
    assert [row.line for row in rows] == [2, 3]
    assert found == []


@pytest.mark.parametrize("mark", [";", "\t", "|", ","])
def test_cells_may_be_separated_by_other_marks(mark: str) -> None:
    assert cells(PLAIN.replace(",", mark)) == READ


def test_the_line_that_tells_excel_the_mark_is_read_and_left_out() -> None:
    rows, _ = read("sep=;\r\n" + PLAIN.replace(",", ";"))
    assert [row.cells for row in rows] == READ
    assert [row.line for row in rows] == [3, 4]


def test_columns_may_stand_in_any_order_and_case_among_others() -> None:
    assert cells("Venue, NAME ,Team,Child ID\nSchool,يوسف,North,C2\n") == READ[1:]


def test_stray_spaces_and_what_nobody_sees_are_no_part_of_a_cell() -> None:
    assert cells("\ufeffchild_id,name,venue\n C1\u00a0,\u200bZoë\u00ad,  At \t home \n") == READ[:1]
    assert clean("a\x00b\x7f\x9b2J") == "a b 2J"
    assert clean("Maya\u202e\u2066") == "Maya"
    assert clean("می\u200cرود") == "می\u200cرود"


def test_a_line_break_between_quotation_marks_belongs_to_the_cell_and_lines_are_still_counted() -> None:
    rows, _ = read('child_id,name,venue\nC1,Zoë,"12 High Street\r\nLeeds, LS1"\nC2,Ben,School\n')
    assert [(row.line, row["venue"]) for row in rows] == [(2, "12 High Street Leeds, LS1"), (4, "School")]


def test_empty_lines_are_passed_over_and_counted() -> None:
    rows, found = read("\n\nchild_id,name,venue\n\nC1,Zoë,At home\n,,\n  \nC2,يوسف,School\n\n")
    assert [row.line for row in rows] == [5, 8]
    assert found == []


def test_a_short_row_is_how_excel_leaves_out_empty_cells_at_its_end() -> None:
    assert cells("child_id,name,venue\nC1,Zoë\n") == [{"child_id": "C1", "name": "Zoë", "venue": ""}]


def test_a_long_row_is_named_because_its_cells_have_shifted() -> None:
    rows, found = read("child_id,name,venue\nC1,Field, Zoë,At home\nC2,Ben,School,,\n")
    assert [row["child_id"] for row in rows] == ["C2"]
    assert [(problem.line, problem.rule, problem.found) for problem in found] == [(2, "cells", "At home")]
    assert "Expected 3 cells, found 4" in found[0].message


@pytest.mark.parametrize("length", [1, 50_000])
def test_a_quotation_mark_that_is_never_closed_is_named_with_its_line(length: int) -> None:
    rows, found = read('child_id,name,venue\nC1,Zoë,"At home"\nC2,"Ben,School\n' + "C3,Amy,Park\n" * length)
    assert [row["child_id"] for row in rows] == ["C1"]
    assert [(problem.line, problem.rule) for problem in found] == [(3, "quote")]


def test_quotation_marks_inside_a_cell_are_just_that() -> None:
    rows, found = read('child_id,name,venue\nC1,"Jo ""JJ"" Field",12" table\nC2,Ben,"a\nb"\n')
    assert [(row["name"], row["venue"]) for row in rows] == [('Jo "JJ" Field', '12" table'), ("Ben", "a b")]
    assert found == []


def test_windows_1252_is_read_and_somebody_is_asked_to_look_at_the_accents() -> None:
    rows, found = read(("child_id,name,venue\nC0,Ann,Park\n" + "C1,Zoë,At home\n").encode("cp1252"))
    assert [row["name"] for row in rows] == ["Ann", "Zoë"]
    assert [(problem.line, problem.rule, problem.found) for problem in found] == [(3, "encoding", "Zoë")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"PK\x03\x04rest of a workbook", "is a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a workbook"),
        (b"child_id,name\n", "has no column venue"),
        (b"child_id,name,venue,Name\n", "has two columns named name"),
        (b"child_id,name,venue\nC1,\0\0,x\n", "is not a list in text"),
        (b"child_id,name,venue\nC1,\x81\xff,x\n", "is not text in UTF-8"),
        (b"\xff\xfec\x00h\x00", "has no column"),
        (b"\xff\xfec\x00h", "is not text in UTF-8"),
        (b'"' + b"a" * 200_000, "its first line does not end"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refused:
        read(content)
    assert str(refused.value).startswith("list.csv")
    assert "\n" not in str(refused.value)


@given(st.binary(max_size=400))
def test_no_bytes_below_a_head_break_the_reader(content: bytes) -> None:
    try:
        rows, found = read(b"child_id,name,venue\n" + content)
    except Unreadable:
        return  # to be refused in one sentence is an answer too
    assert all(set(row.cells) == set(COLUMNS) for row in rows)
    assert all(problem.message and problem.line > 0 for problem in found)
