"""A year of one child: what Maya reads, what her officer reads and what is counted are right on each of its days."""

import re

import pytest
from flask import Flask

from participation.metrics.definitions import Rate
from tests.answering.test_lock import put_on, unlock
from tests.databases import on_both
from tests.living_a_year import Year
from tests.walking import words_of

BROTHER = "I want to see my brother on Sundays"
NOT_YET = "There is no train on Sundays. I go on asking for you."
TRAIN = "You see Ellis on the first Saturday of every month."
AGAIN = "Your officer has asked for this again, on Tuesday 2 June 2026."
SENT = f"{BROTHER} Sent on Wednesday 6 May 2026."
READ = f"{SENT} Amara, your officer, read this on Thursday 7 May 2026."
TALKED = f"{READ} It was talked about on Wednesday 27 May 2026."
"""The line behind the lock: her own words, and below them each step with its day."""
FIRST = {"review_id": "R1", "review_at": "2026-05-20 15:30", "review_due_on": "2026-05-29"}
MOVED = {"meets_on": "2026-05-27", "hour": "15:30", "venue": "The library", "why": "child_asked"}
SECOND = {"review_id": "R2", "review_at": "2026-11-18 15:30", "review_due_on": "2026-11-26"}


@pytest.fixture
def year(app: Flask) -> Year:
    return Year(app)


@on_both
def test_through_a_year_every_page_and_figure_is_right_on_its_day(year: Year) -> None:
    maya_is_asked(year)
    the_day_moves(year)
    it_is_not_agreed(year)
    amara_asks_again(year)
    it_is_agreed_and_done(year)
    amara_visits(year)
    the_second_review(year)
    with year.on("2027-03-31"):
        assert year.counted("reviews.held", "children.heard_at_every_review") == [2, Rate(0, 1)]
        assert "You have no reviews to prepare." not in year.desk.list(), "nobody has written down what followed"


def maya_is_asked(year: Year) -> None:
    with year.on("2026-05-06"):
        year.caseload(**FIRST)
        year.letter()
        assert "Wednesday 20 May 2026 at 15:30" in year.home()
        put_on(year.phone)
        assert "You have sent nothing yet." in year.after()
        assert year.counted("sent.child", "reviews.held") == [Rate(0, 0), 0]
    with year.on("2026-05-06", 17):
        year.home()
        year.phone.begin("my_views", "change")
        year.phone.press("next", answer_ask_for=BROTHER)
        year.phone.skip_to_check()
        year.phone.send("my_views", copy="yes")
        assert "Sent on Wednesday 6 May 2026." in year.home()
        waits = year.after()
        assert "Nobody has read this yet." in waits
        assert f"{SENT} There is no answer yet." in waits
    with year.on("2026-05-07"):
        assert "Maya, Wed 6 May: new" in year.desk.sections()["To come"]
        assert BROTHER in words_of(year.desk.read(year.id_of("R1")))
        assert "Maya, Wed 6 May: read" in year.desk.sections()["To come"]
        assert f"{READ} There is no answer yet." in year.after()


def the_day_moves(year: Year) -> None:
    with year.on("2026-05-12"):
        assert "Review on Wednesday 20 May 2026, 15:30" in year.review("R1")
        assert "The meeting has moved." in year.press(f"/staff/reviews/{year.id_of('R1')}/meeting", **MOVED)
        home = year.home()
        assert "Wednesday 27 May 2026 at 15:30" in home
        assert "This has changed since the letter was printed." in home
        assert "Why it has changed" in words_of(year.phone.open("/meeting"))
        assert f"{READ} There is no answer yet." in year.after()
        assert "Wed 27 May" in year.desk.sections()["To come"]
        assert "27 May 2026, 15:30 · The library due by Fri 29 May · moved from Wed 20 May (" in year.review("R1")
        assert "20 May" not in home + year.desk.list()


def it_is_not_agreed(year: Year) -> None:
    id = year.id_of("R1")
    with year.on("2026-05-27", 17):
        assert "Maya , 11" in year.desk.sections()["Today"]
        page = f"/staff/reviews/{id}/participation"
        (ask,) = set(re.findall(r"a-\w{26}-ask_for", year.desk.browser.get(page).text))
        no = {f"{ask}-state": "not_agreed", f"{ask}-words": NOT_YET, f"{ask}-talked_about_on": "2026-05-27"}
        said = year.press(page, how="spoke", code="PN1", go="record", **no)
        assert "Recorded as PN1. 1 answer is saved." in said
        assert "It waits behind the child’s lock." in said
        assert year.counted("reviews.held", "reviews.held_in_time", "reviews.rearranged", "participation.PN1") == [
            1, Rate(1, 1), Rate(1, 1), 1
        ]  # fmt: skip
        assert year.counted("answered", "answers_still_to_come", "sent.child") == [Rate(0, 1), 1, Rate(1, 1)]
    with year.on("2026-05-28"):
        assert "Your meeting was on Wednesday 27 May 2026." in year.home()
        after = year.after()
        assert f"{TALKED} Not this time {NOT_YET}" in after
        assert "asked for this again" not in after
        assert year.counted("answered", "answers_still_to_come") == [Rate(1, 1), 0]
        to_do = year.desk.sections()["Still to do"]
        assert [each in to_do for each in ("Decisions: 4 days", "Letter: 14 days", "Code: ")] == [True, True, False]
        assert "The child read it on Thursday 28 May 2026." in year.review("R1")
    with year.on("2026-06-01"):
        for act in ("decisions", "letter", "distribution"):
            year.press(f"/staff/reviews/{id}", f"/staff/reviews/{id}/after/{act}", **{f"{act}-done_on": "2026-06-01"})
        assert "Still to do" not in year.desk.sections()
        assert year.counted("decisions_in_time", "letters_in_time", "distributed_in_time") == [Rate(1, 1)] * 3


def amara_asks_again(year: Year) -> None:
    with year.on("2026-06-02"):
        page = year.desk.open(year.id_of("R1")).text
        (address,) = re.findall(r'href="([^"]*challenges\?wish=\w{26})"', page)
        wish = address.rpartition("=")[2]
        typed = {"category": "family_time", "words": "Nobody has looked for another day.", "wish": wish, "level": "0"}
        typed |= {"kind": "challenge", "agency": "local_authority", "raised_on": "2026-06-02"}
        assert "It is raised." in year.press(address, **typed)
        assert "Maya" in words_of(year.desk.browser.get("/staff/challenges"))
        assert "You have asked again, on Tuesday 2 June 2026." in year.review("R1")
        assert year.counted("challenge.raised", "challenge.informal.family_time") == [1, 1]
        assert year.counted("challenge.answered_in_time") == [Rate(0, 0)]
    with year.on("2026-06-03"):
        after = year.after()
        assert f"{TALKED} {AGAIN} Not this time {NOT_YET}" in after
        assert "Nobody has looked" not in after


def it_is_agreed_and_done(year: Year) -> None:
    id = year.id_of("R1")
    with year.on("2026-06-09"):
        assert "0 working days left" in words_of(year.desk.browser.get("/staff/challenges"))
        (page,) = re.findall(r"/staff/challenges/\w{26}", year.desk.browser.get("/staff/challenges").text)
        given = {"answered_on": "2026-06-09", "outcome": "improved", "words": "They found a lift for Saturdays."}
        assert "It is better for the child" in year.press(page, f"{page}/answer", **given)
        assert "Waiting for an answer 0" in words_of(year.desk.browser.get("/staff/challenges"))
        assert year.counted("challenge.answered_in_time", "challenge.outcome.improved") == [Rate(1, 1), 1]
        (answer,) = re.findall(rf"/staff/reviews/{id}/answers/\w{{26}}/ask_for", year.desk.open(id).text)
        yes = {"state": "agreed", "words": TRAIN, "who_does": "Tobi", "by_when": "2026-06-30"}
        yes |= {"talked_about_on": "2026-05-27"}
        assert "Your answer is saved." in year.press(answer, **yes)
        assert "The child read it" not in year.review("R1"), "she has read the answer before this one"
    with year.on("2026-06-10"):
        year.home()
        unlock(year.phone)
        assert "has answered you" in words_of(year.phone.page)
        after = year.after()
        assert NOT_YET not in after
        assert f"{TALKED} {AGAIN} Yes, this was agreed {TRAIN}" in after
        assert "Who does it Tobi By when Tuesday 30 June 2026" in after
        assert "The child read it on Wednesday 10 June 2026." in year.review("R1")
        assert year.counted("answered") == [Rate(1, 1)], "what she was told first came in time"
    with year.on("2026-06-19"):
        done = re.findall(r'name="outcome" value="(\w{26})"', year.desk.open(id).text)
        said = year.press(f"/staff/reviews/{id}", f"/staff/reviews/{id}/done", outcome=done[0], go="done")
        assert "done on Fri 19 Jun" in said
        assert "It was done on Friday 19 June 2026." in year.after()
    with year.on("2026-06-24"):
        after = year.after()
        assert f"{TALKED} {AGAIN} Yes, this was agreed {TRAIN}" in after
        assert "It was done on Friday 19 June 2026." in after
    with year.on("2026-06-25"):
        assert year.app.test_client().post("/start", data={"token": year.secrets.token}).status_code == 410


def visited(kind: str, made_on: str) -> dict[str, str]:
    """What Amara types of a visit."""
    return {"kind": kind, "made_on": made_on, "how": "face", "own_view": "said", "about": "Her brother", "key": kind}


def amara_visits(year: Year) -> None:
    with year.on("2026-07-06"):
        year.caseload(**SECOND)
        next_review = f"/staff/reviews/{year.id_of('R2')}/visits"
        assert "The visit is written down." in year.press(next_review, **visited("visit", "2026-07-03"))
        assert "Visit, Friday 3 July 2026 face to face" in year.review("R2")
        assert "Midway review due by Wednesday 26 August 2026." in year.review("R2")
        assert year.counted("visits.visit", "visits.children_seen", "midway.done") == [1, Rate(1, 1), Rate(0, 0)]
    with year.on("2026-08-11"):
        assert "Between meetings" not in year.desk.sections()
    with year.on("2026-08-12"):
        assert "Maya, Midway review: 10 days" in year.desk.sections()["Between meetings"]
    with year.on("2026-08-27"):
        assert "1 review with something to do · 1 late" in year.desk.list()
        assert year.counted("midway.done") == [Rate(0, 1)]
        year.press(next_review, **visited("midway", "2026-08-27"))
        assert "Midway review, Thursday 27 August 2026" in year.review("R2")
        assert "Midway review due" not in year.review("R2")
        assert "Between meetings" not in year.desk.sections()
        assert year.counted("visits.midway", "midway.done") == [1, Rate(1, 1)]


def the_second_review(year: Year) -> None:
    with year.on("2026-11-04"):
        year.letter()
        home = year.home()
        assert "Wednesday 18 November 2026 at 15:30" in home
        assert "This has changed" not in home
        assert "Sent on" not in home
        page = year.review("R2")
        assert "What was promised before, and what became of it" in page
        assert f"{BROTHER} agreed done on Fri 19 Jun" in page
        assert "Earlier reviews Wednesday 27 May 2026 PN1" in page
    with year.on("2026-11-18", 17):
        assert "Maya , 11" in year.desk.sections()["Today"]
        page = f"/staff/reviews/{year.id_of('R2')}/participation"
        assert 'value="2026-08-27"' in year.desk.browser.get(page).text, "when she was seen last before it"
        year.press(page, attended="no", code="PN7", seen_before_on="2026-08-27", go="record")
        assert year.counted("reviews.held", "reviews.held_in_time", "reviews.rearranged") == [2, Rate(2, 2), Rate(1, 2)]
        assert year.counted("attended", "views_given", "seen_before_meeting") == [Rate(1, 2), Rate(1, 2), Rate(1, 2)]
        assert year.counted("answered", "sent.child", "midway.done") == [Rate(1, 1), Rate(1, 2), Rate(1, 1)]
