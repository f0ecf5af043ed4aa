"""Words beside a name or a place, names of everybody and of nobody; and people whose name only looks like one."""

import pytest

from participation.exchange.notes import is_nobody
from participation.exchange.plausibility import (
    DAMAGED,
    NOTE,
    PLACEHOLDER,
    as_it_was,
    fault_in_childs_name,
    fault_in_name,
    fault_in_words,
)


@pytest.mark.parametrize(
    "name",
    [
        "Do not contact", "Kim - DO NOT USE", "Deceased", "Kim DECEASED", "Kim aka Tim", "Kim a.k.a. Tim",
        "Kim AKA Tim", "Kim c/o Smith", "Kim - see notes", "Kim see file", "Kim: don't write", "DONT USE Kim",
        "Kim Adopted", "Kim no contact", "Kim previously Tim", "Kim or Tim",
        "Kim-duplicate", "Mum not to know", "Kim known as Tim",
    ],
)  # fmt: skip
def test_words_beside_a_name_are_no_part_of_it(name: str) -> None:
    assert fault_in_name(name) == fault_in_childs_name(name) == NOTE


@pytest.mark.parametrize(
    "name",
    [
        "Kim 2",
        "Kim2",
        "Kim / Tim",
        "Kim/Tim",
        "Kim Smith 2010",
        "Mohammed 02",
        *"Kim_old Kim! Kim† Kim+Tim Kim;Tim Kim:Tim".split(),
    ],
)
def test_a_child_is_no_number_and_not_two(name: str) -> None:
    assert fault_in_childs_name(name) == NOTE
    assert fault_in_name(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        "Baby", "BABY BOY", "Baby Smith", "Baby of Sarah", "baby girl 2", "Unnamed", "Unnamed Smith", "Child",
        "Child 1",
        "CHILD A", "Child One", "Test", "Test Child", "test user", "Test Smith", "Unknown Smith", "Kim Unknown",
        "Tbc Ali",
        "Ali TBC", "Ali (tbc)", "Young Person", "Newborn", "Infant Jones", "Twin 1", "Girl", "Dummy", "First name",
    ],
)  # fmt: skip
def test_a_name_that_any_child_could_have_is_none(name: str) -> None:
    assert fault_in_childs_name(name) == PLACEHOLDER


@pytest.mark.parametrize(
    "name",
    [
        "Lee Child", "Child, Lee", "CHILD Lee", "Mary Test", "TEST Mary", "Test, Mary", "Julia Child-Jones",
        "Boy George",
        "Aka", "Aka Mensah", "Mary Aka", "Or Cohen", "Tal Or", "Lisa See", "Do Van Nam", "Nam Do", "No", "Kim No",
        "Notley",
        "Noted Mwangi", "Contessa", "Babyface", "Excel1904", "Infanta",
        "Ravi s/o Kumar", "Mei a/p Tan", "Sam Jones 3rd",
        "Helen Duty", "Null Smith", "Jean-Noël", "K", "A K", "Anne-Marie O’Neill", "Mary Jane", "Testino", "K. Smith",
    ],
)  # fmt: skip
def test_somebody_whose_name_looks_like_a_word_keeps_it(name: str) -> None:
    assert fault_in_childs_name(name) == fault_in_name(name) == ""


@pytest.mark.parametrize(
    "name", ["Jo Field 2", "Mr/Mrs Khan", "St Mary’s, Year 6", "Test Valley School", "Child Health Team"]
)
def test_an_adult_may_be_two_and_work_with_children(name: str) -> None:
    assert fault_in_name(name) == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Zo%C3%AB", "Zoë"), ("Zo+AOs-", "Zoë"), ("D%27Arcy", "D'Arcy"), ("Jos%c3%a9 Ruiz", "José Ruiz")],
)
def test_letters_as_an_address_or_a_mail_writes_them_are_no_name(text: str, meant: str) -> None:
    assert fault_in_childs_name(text) == fault_in_name(text) == DAMAGED
    assert as_it_was(text) == meant


@pytest.mark.parametrize(
    "place",
    [
        "Carer’s home *no contact with father*", "12 Secret Road, father not to know", "see notes", "See Case Notes",
        "Teams (link to follow)", "School - do not tell mum", "Home, mum must not know", "Confidential",
        "Not confirmed",
        "DON'T SEND TO DAD", "Nan’s house (dad not aware)", "Address undisclosed", "<b>School</b>", "mum cannot know",
        "No contact with dad: 12 High Street",
    ],
)  # fmt: skip
def test_what_somebody_is_not_to_read_is_no_place(place: str) -> None:
    assert fault_in_words(place) == NOTE


@pytest.mark.parametrize(
    "place", ["Venue tbc", "TBC - Civic Centre", "Unknown", "Room to be confirmed", "Place unknown"]
)
def test_a_place_that_nobody_knows_is_none(place: str) -> None:
    assert fault_in_words(place) in (PLACEHOLDER, NOTE)


@pytest.mark.parametrize(
    "place",
    [
        "Contact Centre, 12 High Street", "School/Teams", "Flat 2, 7 No Man’s Lane", "c/o Mrs Smith, 4 Mill Lane",
        "Child & Family Centre", "Tel. +44-20 7946 0000", "Baby room", "Family’s home", "Notting Hill Library",
        "See House",
        "100% Youth Club", "Room 3 (next to reception)", "To Be Café", "Test Valley School",
    ],
)  # fmt: skip
def test_a_place_keeps_its_words(place: str) -> None:
    assert fault_in_words(place) == ""


@pytest.mark.parametrize(
    "name",
    [
        "Unallocated", "VACANT", "Vacant Post", "Duty", "Duty IRO", "Duty Team 2", "Tbc", "t.b.c", "Agency",
        "Agency IRO",
        "IRO", "To be confirmed", "Not allocated", "Vacant (was Ann)", "Unassigned - duty", "Awaiting allocation",
        "IRO Service", "No officer",
    ],
)  # fmt: skip
def test_a_post_that_nobody_has_is_no_officer(name: str) -> None:
    assert is_nobody(name)


@pytest.mark.parametrize(
    "name", ["Helen Duty", "Ann Officer", "Amara Obi", "Mo Post", "Sue Banks", "T. B. Cook", "李", ""]
)
def test_an_officer_may_be_called_duty(name: str) -> None:
    assert not is_nobody(name)
