"""Who presses what: the page that ends something, the list from which it is taken back, what officers then see."""

from datetime import timedelta

import pytest
from flask import Flask

from participation import clock, db
from participation.staff.models import Role
from tests.endings.scene import MORNING, Scene
from tests.letters.desk import as_ticked, asked_again, one
from tests.page_checks import CheckedClient
from tests.walking import hidden_fields, words_of


@pytest.mark.parametrize(
    ("role", "what", "reason"),
    [
        (Role.OFFICER, "letter", "stolen"),
        (Role.OFFICER, "person", "replaced"),
        (Role.OFFICER, "review", "cancelled"),
        (Role.OFFICER, "child", "moved"),
        (Role.SUPPORT, "letter", "lost"),
        (Role.SUPPORT, "person", "left"),
        (Role.MANAGER, "child", "adopted"),
    ],
)
def test_one_press_ends_it_and_one_press_takes_it_back(scene: Scene, role: Role, what: str, reason: str) -> None:
    browser = scene.browser(role)
    assert scene.press(browser, what, reason=reason, words="seen at the door") == 303
    listed = browser.get("/staff/endings")
    assert "seen at the door" in words_of(listed)
    assert "Take it back" in words_of(listed)
    assert {scene.start(scene.maya), scene.start(scene.jo)} != {303}
    address = next(part for part in listed.text.split('"') if part.endswith("/take-back"))
    assert browser.post(address, data=hidden_fields(listed)).status_code == 303
    assert scene.start(scene.maya) == scene.start(scene.jo) == 303
    assert "taken back" in words_of(browser.get("/staff/endings"))


@pytest.mark.parametrize("what", ["review", "child"])
def test_support_ends_letters_and_what_people_are_asked_and_nothing_else(scene: Scene, what: str) -> None:
    assert scene.browser(Role.SUPPORT).get(f"/staff/endings/{what}/{scene.ids()[what]}").status_code == 404


def test_another_reason_has_to_be_said(scene: Scene) -> None:
    browser = scene.browser(Role.OFFICER)
    assert scene.press(browser, "review", reason="other") == 422
    assert scene.press(browser, "review") == 422
    assert scene.press(browser, "review", reason="other", words="x" * 501) == 422
    assert scene.press(browser, "child", reason="other", words="gone") == 422
    assert scene.start(scene.maya) == 303


def test_after_a_day_nothing_offers_to_take_it_back(scene: Scene) -> None:
    assert scene.press(scene.browser(Role.OFFICER), "letter", reason="stolen") == 303
    with clock.frozen(MORNING + timedelta(hours=25)):
        scene.desk.sign_in_again()
        assert "Take it back" not in words_of(scene.desk.browser.get("/staff/endings"))


def test_support_sees_whose_letter_was_lost_and_prints_another(scene: Scene) -> None:
    support = scene.browser(Role.SUPPORT)
    assert scene.press(support, "letter", reason="stolen") == 303
    page = support.get("/staff/letters")
    assert "ended, another is needed" in words_of(page)
    asked = support.post("/staff/letters/print", data=one(page, scene.ids()["letter"]))
    printed = support.post("/staff/letters/print", data=asked_again(asked))
    assert printed.mimetype == "application/pdf"
    assert scene.start(scene.maya) == 404
    with scene.app.app_context():
        assert scene.letter_of().revoked_at is None
    assert "ended, another is needed" not in words_of(support.get("/staff/letters?show=all"))


def test_a_letter_that_was_stolen_is_among_those_that_wait_until_another_is_printed(scene: Scene) -> None:
    support = scene.browser(Role.SUPPORT)
    before = as_ticked(support.get("/staff/letters?show=all"))["of"]
    assert scene.press(support, "letter", reason="stolen") == 303
    page = support.get("/staff/letters")
    assert set(as_ticked(page)["of"]) == {*before, scene.ids()["letter"]}
    assert f"{len(before) + 1} letter" in words_of(page)
    assert "No letter waits" not in words_of(page)
    asked = support.post("/staff/letters/print", data=as_ticked(page))
    assert support.post("/staff/letters/print", data=asked_again(asked)).mimetype == "application/pdf"
    assert "No letter waits" in words_of(support.get("/staff/letters"))


def test_what_the_terminal_prints_again_after_a_letter_was_stolen_opens(scene: Scene, tmp_path: object) -> None:
    assert scene.run("end", "letter", scene.ids()["letter"], "--why", "stolen").exit_code == 0
    printed = scene.run("letters", "--review", scene.number(), "--out", f"{tmp_path}/l.pdf")
    assert printed.stdout.startswith("2 letters")
    with scene.app.app_context():
        assert scene.letter_of().printings == 2
        assert scene.letter_of().ending_id is None
    assert scene.run("end", "review", scene.number(), "--why", "cancelled").exit_code == 0
    refused = scene.run("letters", "--review", scene.number(), "--out", f"{tmp_path}/l.pdf")
    assert (refused.exit_code, "was ended" in refused.stderr) == (1, True)


def test_the_officers_page_says_what_is_no_longer_so_by_whom_and_why(scene: Scene) -> None:
    assert scene.press(scene.browser(Role.OFFICER), "person", reason="replaced") == 303
    assert "no longer asked: Somebody else has their place now" in words_of(scene.desk.open(scene.review))
    assert scene.press(scene.desk.browser, "review", reason="cancelled", words="school holiday") == 303
    page = words_of(scene.desk.open(scene.review))
    for words in (
        "Take it back",
        "This review will not be held",
        "It was called off",
        "school holiday",
        "Noted by Amara",
    ):
        assert words in page
    assert "Maya" not in scene.desk.list()


def test_a_stranger_is_shown_nothing_of_what_a_letter_was_ended_for(app: Flask, scene: Scene) -> None:
    app.test_client_class = CheckedClient
    scene.press(scene.browser(Role.OFFICER), "child", reason="died", words="very private")
    for secrets in (scene.maya, scene.jo):
        page = app.test_client().post("/start", data={"token": secrets.token})
        assert page.status_code == 410
        assert "This letter has finished" in page.text
        for word in ("Maya", "Amara", "died", "very private"):
            assert word not in page.text
    with app.app_context():
        assert db.session().get_one(type(scene.of_review), scene.review).ending_id


def test_the_list_says_whose_endings_it_holds_where_a_colleague_ended_the_letter(scene: Scene) -> None:
    browsers = {role: scene.browser(role) for role in (Role.OFFICER, Role.SUPPORT)}
    assert scene.press(browsers[Role.SUPPORT], "letter", reason="lost") == 303
    said = {role: words_of(browser.get("/staff/endings")) for role, browser in browsers.items()}
    assert "What you ended yourself in the last four weeks" in said[Role.OFFICER]
    assert "Nothing of that was ended." in said[Role.OFFICER]
    assert "Letters and people that anybody ended" in said[Role.SUPPORT]
    assert "It was lost" in said[Role.SUPPORT]
