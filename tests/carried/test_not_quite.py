"""A child says "not quite": it waits for the officer until they have talked, or the child has put it right."""

import re
from datetime import timedelta

from flask import Flask

from participation import clock
from participation.casework.queries import of_held
from participation.casework.to_do import OpenLines
from participation.escalation.queries import undone_of
from participation.staff.models import Role
from tests import factories
from tests.carried.spoken import AFTER, MEANT, TOLD, SpokenFor
from tests.casework.sending import send_with
from tests.databases import on_both
from tests.walking import hidden_fields, words_of


@on_both
def test_a_not_quite_without_words_is_still_to_do_until_they_have_talked(app: Flask, maya: SpokenFor) -> None:
    maya.tell()
    maya.say(maya.look(), "ok_no")
    with app.app_context():
        assert of_held([maya.id])[1] == {maya.id: OpenLines(1, AFTER)}
        with clock.frozen(AFTER + timedelta(days=1)):
            manager = factories.staff(Role.MANAGER)[0]
            assert [each.unanswered for each in undone_of(manager, maya.desk.staff_id, 9)] == [1]
    page = maya.desk.open(maya.id)
    (said_id,) = re.findall(r'name="said" value="(\w+)"', page.text)
    data = {**hidden_fields(page), "said": said_id}
    after = maya.desk.browser.post(f"/staff/reviews/{maya.id}/talked", data=data, follow_redirects=True)
    assert "Talked about on Tue 10 Mar" in words_of(after)
    with app.app_context(), clock.frozen(AFTER + timedelta(days=1)):
        assert of_held([maya.id])[1] == {}
        assert undone_of(manager, maya.desk.staff_id, 9) == []


def test_a_not_quite_is_counted_once_where_the_child_puts_it_right(app: Flask, maya: SpokenFor) -> None:
    maya.tell()
    maya.put_right(maya.look())
    assert "We have talked about it" not in words_of(maya.desk.open(maya.id)), "they are answered instead"
    with app.app_context():
        assert of_held([maya.id])[1] == {maya.id: OpenLines(1)}


@on_both
def test_a_form_that_somebody_helped_with_is_shown_to_the_child_to_check(app: Flask, maya: SpokenFor) -> None:
    with app.app_context():
        send_with(maya.secrets, "my_views", keep_copy=True, proud_of=TOLD, helped_by="carer")
        send_with(maya.secrets, "my_meeting", keep_copy=True, feel_easier_words=TOLD)
    maya.desk.open(maya.id)
    phone = maya.look()
    assert words_of(phone.page).count("Is that what you meant?") == 1, "nobody helped with the other"
    assert "That is what I meant Not quite Your officer sees what you choose." in words_of(phone.page)
    maya.say(phone, "ok_no")
    with app.app_context():
        assert of_held([maya.id])[1] == {maya.id: OpenLines(1, AFTER)}
    page = maya.desk.open(maya.id)
    assert "filled in with help · Tue 10 Mar Maya says: not quite" in words_of(page)
    (said_id,) = re.findall(r'name="said" value="(\w+)"', page.text)
    data = {**hidden_fields(page), "said": said_id}
    maya.desk.browser.post(f"/staff/reviews/{maya.id}/talked", data=data)
    with app.app_context():
        assert of_held([maya.id])[1] == {}
    phone = maya.look()
    phone.open("/answer/my_correction/meant")
    phone.press("next", answer_meant_words=MEANT)
    phone.send("my_correction")
    assert MEANT in words_of(maya.desk.open(maya.id))
