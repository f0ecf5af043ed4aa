"""The token and the code of a letter, as people and phones give them back to us."""

import hashlib
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.invitations.secrets import (
    TOKEN_LETTERS,
    Misread,
    code_secrets,
    digits_in,
    new_code,
    new_token,
    read_code,
    read_token,
    spaced,
    token_lookup,
)

PEPPER = bytes(range(32))
ZEROS = "".join(chr(at) for at in range(0x110000) if unicodedata.decimal(chr(at), None) == 0)
LINKS = (
    "#{}", "%23{}", "%2523{}", "({})", "<{}>", "_{}_", "{}]", "\u2068{}\u2069", "{}?fbclid=IwAR0aBcDeFgHiJkLm",
    "https://review.example.org:8443/s#{}", "https://review.example.org/s%23{}&utm_source=mail", "Code: {}. Thank you!",
    "https://links.example/?url=https%3A%2F%2Freview.example.org%2Fs%23{}&data=05%7C01", "Look: https://a.example/S#{})",
)  # fmt: skip
AROUND = (
    "Code: {}", "code:{}.", "({})", "the code is {} I think", "الرمز: {}", "https://a.example/s {}", "Page 2, code {}",
    "{} 2", "%20{}%20",
)  # fmt: skip
unhurried = settings(deadline=None)  # machines are shared: a slow moment is no finding
codes = st.builds(new_code)
tokens = st.text(TOKEN_LETTERS, min_size=26, max_size=26)
quiet = st.text(" \u00a0\u2009\t\r\n-–—‑\u200e\u200f\u2066\u2069\u061c.", max_size=3)


def in_digits_of(zero: str, code: str) -> str:
    return "".join(chr(ord(zero) + int(char)) if char.isdecimal() else char for char in code)


def test_a_token_has_130_bits_in_letters_that_cannot_be_confused():
    made = [new_token() for _ in range(2000)]
    assert len(set(made)) == 2000
    assert all(len(token) == 26 for token in made)
    assert set("".join(made)) == set(TOKEN_LETTERS) == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_a_code_has_fifteen_random_digits_and_a_check_digit():
    made = [new_code() for _ in range(2000)]
    assert len(set(made)) == 2000
    assert all(len(code) == 16 and code.isascii() and code.isdecimal() for code in made)
    assert all(read_code(code) == code for code in made)


def test_the_check_digit_is_the_one_that_damm_worked_out():
    assert read_code("0000 0000 0000 5724") == "0000000000005724"  # 572 -> 4, the published example
    assert read_code("0000 0000 0000 5727") is Misread.WRONG_CHECK_DIGIT


def test_every_step_of_the_check_digit_is_damms_own():
    """One line for each first digit, one place for each second: from these 100 pairs follows every other code."""
    lines = [
        "0317598642",
        "1750983426",
        "7092154863",
        "8945362017",
        "3674209581",
        "2581436790",
        "9438617205",
        "5869720134",
        "6123045978",
        "4206871359",
    ]
    for first, line in enumerate(lines):
        for second, check in enumerate(line):
            code = f"0000000000000{first}{second}{check}"
            assert read_code(code) == code
            assert read_code(f"{code[:-1]}{(int(check) + 1) % 10}") is Misread.WRONG_CHECK_DIGIT


@unhurried
@given(tokens, st.lists(quiet, min_size=27, max_size=27))
def test_a_token_is_read_in_small_letters_and_with_anything_silent_between(token, gaps):
    typed = "".join(gap + letter for gap, letter in zip(gaps, token.lower() + " ", strict=True))
    assert read_token(typed) == token


@unhurried
@given(tokens)
def test_letters_that_look_like_digits_are_read_as_those_digits(token):
    assert read_token(token.replace("0", "O").replace("1", "l")) == token
    assert read_token(token.replace("0", "o").replace("1", "I")) == token


@unhurried
@given(tokens, codes, st.sampled_from(LINKS))
def test_a_token_is_found_in_whatever_was_pasted_around_it(token, code, link):
    assert read_token(link.format(token)) == token
    assert read_token(link.format(token.lower())) == token
    assert read_token(f"https://a.example/s?from={'A' * 26}" + link.format(f"#{token}")) == token
    assert read_token(link.format(spaced(code))) is None


@pytest.mark.parametrize("text", ["", "A", "A" * 25, "A" * 27, "U" * 26, "é" * 26, "٣" * 26, "ﬁ" * 13])
def test_what_cannot_be_a_token_is_none(text):
    assert read_token(text) is None


@unhurried
@given(codes, st.sampled_from(ZEROS), st.lists(quiet, min_size=17, max_size=17))
def test_a_code_is_read_in_the_digits_of_any_script(code, zero, gaps):
    typed = "".join(gap + digit for gap, digit in zip(gaps, in_digits_of(zero, code) + " ", strict=True))
    assert read_code(typed) == code


@unhurried
@given(codes, st.sampled_from(AROUND), st.sampled_from("0٠۰০"))
def test_a_code_is_found_in_whatever_was_typed_around_it(code, around, zero):
    assert read_code(around.format(spaced(in_digits_of(zero, code)))) == code


@unhurried
@given(codes)
def test_a_digit_too_many_behind_the_fours_is_no_part_of_a_right_code(code):
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert read_code(spaced(code) + " 7") == code
    assert read_code(spaced(wrong) + " 7") is Misread.MALFORMED


@pytest.mark.parametrize("zero", "0٠۰০੦०")
def test_a_code_is_read_from_western_arabic_persian_bengali_and_punjabi_keyboards(zero):
    code = new_code()
    assert read_code(in_digits_of(zero, spaced(code))) == code


def test_a_code_that_mixes_keyboards_is_read():
    assert read_code("0000٠٠٠٠۰۰۰۰5724") == "0000000000005724"


@unhurried
@given(codes)
def test_every_single_wrong_digit_is_caught(code):
    for at in range(16):
        for wrong in set("0123456789") - {code[at]}:
            assert read_code(code[:at] + wrong + code[at + 1 :]) is Misread.WRONG_CHECK_DIGIT


@unhurried
@given(codes)
def test_every_swap_of_neighbours_is_caught(code):
    for at in range(15):
        if code[at] != code[at + 1]:
            swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            assert read_code(swapped) is Misread.WRONG_CHECK_DIGIT


@unhurried
@given(codes, st.integers(0, 15))
def test_a_digit_too_few_or_too_many_is_malformed(code, at):
    assert read_code(code[:at] + code[at + 1 :]) is Misread.MALFORMED
    assert read_code(code[:at] + "7" + code[at:]) is Misread.MALFORMED


@unhurried
@given(st.text())
def test_no_text_at_all_breaks_the_readers(text):
    read = read_code(text)
    assert isinstance(read, Misread) or (len(read) == 16 and read.isascii())
    assert read_token(text) is None or len(read_token(text) or "") == 26


@pytest.mark.parametrize("text", ["", "hello", "4821 9037 5566 120x", "½" * 16, "²" * 16, "௰" * 16])
def test_letters_and_half_digits_are_malformed(text):
    assert read_code(text) is Misread.MALFORMED


def test_the_letters_that_look_like_digits_are_read_as_digits():
    code = "0" * 15 + "0"
    assert read_code("oO00 0000 0000 0000") == read_code(code) == code


def test_a_code_is_printed_in_fours():
    assert spaced("4821903755661204") == "4821 9037 5566 1204"


@unhurried
@given(codes)
def test_a_code_survives_being_printed_and_typed_again(code):
    assert read_code(spaced(code)) == code


def test_a_token_is_looked_up_by_a_hash_with_its_own_prefix():
    assert token_lookup("A" * 26) == hashlib.sha256(b"link/qr/v1|" + b"A" * 26).hexdigest()


@settings(unhurried, max_examples=5)
@given(codes)
def test_a_code_always_gives_the_same_lookup_and_key_and_neither_shows_the_other(code):
    lookup, key = code_secrets(code, PEPPER)
    assert code_secrets(code, PEPPER) == (lookup, key)
    assert len(lookup) == 64
    assert len(key) == 32
    assert hashlib.sha256(key).hexdigest() != lookup


def test_another_code_or_another_pepper_gives_other_secrets():
    lookup, key = code_secrets("0000000000005724", PEPPER)
    for other in (code_secrets("0000000000000000", PEPPER), code_secrets("0000000000005724", b"x" * 32)):
        assert other[0] != lookup
        assert other[1] != key


@pytest.mark.usefixtures("real_costs")
def test_the_hash_of_a_code_does_not_change_from_release_to_release():
    """Letters are printed: a change here would shut everybody out who types."""
    lookup, key = code_secrets("0000000000005724", PEPPER)
    assert lookup == "0db2c3ed0cd6d6ea2f1825994c111ca564618c1101a174269c4b0689cec4e0ff"
    assert key.hex() == "50cbaaf5d97120b0a627487580e28fbeec23f39b7f130ff9814af821e3008a31"


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("4O1l 2233 4455 6677", 16),
        ("Code 4412 2233 4455 6677", 16),
        ("44I2 2233 4455", 12),
        ("Oslo", 0),
        ("no. 12b", 2),
    ],
)
def test_a_letter_counts_as_a_digit_where_it_stands_among_digits_and_reads_as_one(typed, digits):
    assert digits_in(typed) == digits
