"""The form of all settings: what was typed is shown again until it can be saved."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import lazy_pgettext, pgettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    FieldList,
    Form,
    FormField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, ValidationError

from participation.invitations.levels import UNTIL
from participation.service.challenge_levels import ChallengeLevel
from participation.service.chosen import OnDuty, Service
from participation.service.help_numbers import NATIONAL_NUMBERS, HelpNumber
from participation.service.sorting_words import cleaned
from participation.settings import wording
from participation.settings.listening import TARGETS, OfListening, check_working_days, working_days
from participation.settings.number_fields import WholeNumberField
from participation.settings.reminder_fields import ReminderFields
from participation.settings.rules import Correction
from participation.staff.models import Staff
from participation.translating.known import LANGUAGES

BLANK_ROWS = 2
"""Empty rows below each list, to add to it."""
# L10N: settings page, under a field that holds far more than it should
SHORT = Length(max=200, message=lazy_pgettext("staff", "This is too long."))
WORDS = Length(max=10_000, message=SHORT.message)


class NumberRow(Form):  # type: ignore[misc]
    """One number that children can ring."""

    which = StringField()
    """Its id, for another manager may have left out a row above it since this page was shown."""
    # L10N: settings page, heading of a column: whose number it is, as children read it
    name = StringField(lazy_pgettext("staff", "Who answers"), [SHORT])
    # L10N: settings page, heading of a column
    number = StringField(lazy_pgettext("staff", "Number"), [SHORT])
    # L10N: settings page, heading of a column: when somebody answers the telephone
    hours = StringField(lazy_pgettext("staff", "Hours"), [SHORT])
    # L10N: settings page, heading of a column: what is spoken there
    language = SelectField(lazy_pgettext("staff", "Language"))
    # L10N: settings page, heading of a column of ticks: whoever ticks it has just rung this number
    is_checked = BooleanField(lazy_pgettext("staff", "I rang it today"))


class RotaRow(Form):  # type: ignore[misc]
    """Somebody on the rota."""

    # L10N: settings page, heading of a column of the rota
    staff_id = SelectField(lazy_pgettext("staff", "Person"))
    # L10N: settings page, heading of a column of the rota: a number for text messages
    text_number = StringField(lazy_pgettext("staff", "Text messages to"), [SHORT])


class WordsRow(Form):  # type: ignore[misc]
    """The sorting words of one language."""

    language = SelectField(lazy_pgettext("staff", "Language"))
    # L10N: settings page, label of a box with words, one a line
    words = TextAreaField(lazy_pgettext("staff", "Words"), [WORDS])

    def validate_language(self, field: SelectField) -> None:
        """Words are of a language, or they would sort nothing."""
        if not field.data and cleaned(self.words.data or ""):
            # L10N: settings page: there are sorting words, but nobody has said in what language
            raise ValidationError(pgettext("staff", "Please choose a language."))


class LevelRow(Form):  # type: ignore[misc]
    """One level at which officers challenge."""

    # L10N: settings page, heading of a column: what a level of challenges is called
    name = StringField(lazy_pgettext("staff", "Level"), [SHORT])
    # L10N: settings page, heading of a column: how many working days somebody has to answer at a level of challenges
    working_days = WholeNumberField(lazy_pgettext("staff", "Working days"), default=0)


class SettingsForm(OfListening, ReminderFields, FlaskForm):  # type: ignore[misc]
    """Everything on the page."""

    # L10N: settings page, label of a field
    name = StringField(lazy_pgettext("staff", "Name of the service"), [SHORT])
    # L10N: settings page, label of a field
    council = StringField(lazy_pgettext("staff", "Council"), [SHORT])
    # L10N: settings page, label of a field: the service's own telephone
    phone = StringField(lazy_pgettext("staff", "Telephone of the service"), [SHORT])
    # L10N: settings page, label of a field: the duty team in the daytime
    duty_number = StringField(lazy_pgettext("staff", "Duty team, in the daytime"), [SHORT])
    # L10N: settings page, label of a field: the council's team at night
    out_of_hours_number = StringField(lazy_pgettext("staff", "Emergency team, out of hours"), [SHORT])
    # L10N: settings page, label of a field: who provides advocates
    advocacy_provider = StringField(lazy_pgettext("staff", "Advocacy provider"), [SHORT])
    # L10N: settings page, label of a field
    advocacy_number = StringField(lazy_pgettext("staff", "Number of the advocacy provider"), [SHORT])
    # L10N: settings page, a tick about the council's own numbers
    own_checked = BooleanField(lazy_pgettext("staff", "I rang our own numbers today"))
    numbers = FieldList(FormField(NumberRow))
    # L10N: settings page, label of a list of ages: the oldest care leavers who get a letter
    leaving_care_until = SelectField(
        lazy_pgettext("staff", "Last age at which a care leaver gets a letter"), coerce=int, choices=[*map(str, UNTIL)]
    )
    # L10N: settings page, label of a field: the hour when somebody begins to read messages
    staffed_from = StringField(lazy_pgettext("staff", "Messages are read from"), [SHORT])
    # L10N: settings page, label of a field: the hour when nobody reads messages any more
    staffed_until = StringField(lazy_pgettext("staff", "until"), [SHORT])
    rota = FieldList(FormField(RotaRow))
    # L10N: settings page, label of a field
    out_of_hours_mail = EmailField(lazy_pgettext("staff", "Mail of the out-of-hours line"), [SHORT])
    # L10N: settings page, label of a list: who is told what nobody has read for one working day
    team_manager_id = SelectField(lazy_pgettext("staff", "After one working day"))
    # L10N: settings page, label of a list: who is told what nobody has read for two working days
    head_of_service_id = SelectField(lazy_pgettext("staff", "After two working days"))
    # L10N: settings page, label of a field: a number of working days after the service is told of a child
    named_days = StringField(lazy_pgettext("staff", "An officer is named"), [check_working_days])
    # L10N: settings page, label of a field: a number of working days after the meeting
    decisions_days = StringField(lazy_pgettext("staff", "Decisions"), [check_working_days])
    # L10N: settings page, label of a field: a number of working days after the meeting
    record_days = StringField(lazy_pgettext("staff", "Letter or record"), [check_working_days])
    # L10N: settings page, label of a field: a number of working days after the meeting
    distribution_days = StringField(lazy_pgettext("staff", "Sent to all"), [check_working_days])
    # L10N: settings page, a tick
    profiles_are_approved = BooleanField(
        lazy_pgettext("staff", "A manager approves what officers write about themselves before children see it")
    )
    # L10N: settings page, a tick
    has_carers_form_checked = BooleanField(
        lazy_pgettext("staff", "Fostering social workers check the carer’s form with the carer")
    )
    # L10N: settings page, a tick: the Department for Education rounds what it publishes
    rounds_published = BooleanField(lazy_pgettext("staff", "Round published figures as the Department does"))
    words = FieldList(FormField(WordsRow))
    # L10N: settings page, a tick: halfway between two meetings officers look with the child at what was decided
    has_midway = BooleanField(lazy_pgettext("staff", "We hold midway reviews"))
    # L10N: settings page, label of a field: how many days after a meeting a midway review is due
    midway_days = WholeNumberField(lazy_pgettext("staff", "Days after a meeting, until they are due"), default=0)
    challenge_levels = FieldList(FormField(LevelRow))
    # L10N: settings page, label of a field: how many working days all formal levels of a challenge have together
    challenge_days = WholeNumberField(lazy_pgettext("staff", "Working days in all, from the first formal level"))
    edition = StringField()

    def offer(self, people: Sequence[Staff]) -> None:
        """Let these be chosen; whoever is chosen and gone stays to be seen until somebody else is chosen."""
        some = [(each.id, f"{each.name} ({each.email})") for each in people]
        managers = [(each.id, each.name) for each in people if each.role == "manager"]
        spoken = [(code, language.english_name) for code, language in LANGUAGES.items()]
        for row in self.rota:
            row.form.staff_id.choices = _with(row.form.staff_id.data, [("", wording.nobody()), *some], {})
        for field in (self.team_manager_id, self.head_of_service_id):
            field.choices = _with(field.data, [("", wording.every_manager()), *managers], dict(some))
        for row in self.numbers:
            row.form.language.choices = spoken
        for row in self.words:
            row.form.language.choices = [("", wording.choose_language()), *spoken]

    def settings(self, known: Service, today: date, by: str) -> Service:
        """The settings as typed, with what this page does not show as it was."""
        own: dict[str, Any] = {
            name: " ".join((getattr(self, name).data or "").split())
            for name in (
                "name", "council", "phone", "duty_number", "out_of_hours_number", "advocacy_provider",
                "advocacy_number", "staffed_from", "staffed_until", "out_of_hours_mail", "team_manager_id",
                "head_of_service_id",
            )
        }  # fmt: skip
        own |= {name: working_days(self[name].data) or getattr(known, name) for name in TARGETS} | self.of_listening()
        if self.own_checked.data:
            own |= {"own_checked_on": today.isoformat(), "own_checked_by": by}
        return replace(
            known,
            **own,
            **self.reminded(known.reminders),
            profiles_are_approved=bool(self.profiles_are_approved.data),
            has_carers_form_checked=bool(self.has_carers_form_checked.data),
            rounds_published=bool(self.rounds_published.data),
            leaving_care_until=self.leaving_care_until.data,
            numbers=tuple(_number(row.form, index, known, today, by) for index, row in enumerate(self.numbers)),
            rota=tuple(OnDuty(**_typed(row.form)) for _, row in _filled(self.rota)),
            sorting_words=self._sorting_words(),
            has_midway=bool(self.has_midway.data),
            midway_days=self.midway_days.data or 0,
            challenge_days=self.challenge_days.data or 0,
            challenge_levels=tuple(
                ChallengeLevel(" ".join(row.form.name.data.split()), row.form.working_days.data or 0)
                for row in self._levels()
            ),
        )

    def _levels(self) -> list[Any]:
        """The levels that have a name; whoever empties one drops it."""
        return [row for row in self.challenge_levels if (row.form.name.data or "").strip()]

    def _sorting_words(self) -> dict[str, tuple[str, ...]]:
        """By language; what stands in two rows of one language is one list."""
        typed: dict[str, list[str]] = {}
        for _, row in _filled(self.words):
            typed.setdefault(row.form.language.data, []).append(row.form.words.data)
        lists = {language: cleaned("\n".join(rows)) for language, rows in typed.items()}
        return {language: words for language, words in lists.items() if language and words}

    def wrong(self) -> Iterator[tuple[str, str, str]]:
        """Each field that has to be put right: its id, its label, a sentence."""
        rows = (
            row.form
            for rows in (self.numbers, self.rota, self.words, self.challenge_levels, self.reminders)
            for row in rows
        )
        for form in (self, *rows):
            for field in form:
                if not isinstance(field, FieldList):
                    yield from ((field.id, field.label.text, sentence) for sentence in field.errors)

    def place(self, problem: Correction) -> None:
        """Write the sentence to its field. The rules do not count people's rows left empty, but they stand here."""
        list_name, position, name = (problem.field.split("-") + ["", ""])[:3]
        if not position:
            field = self[list_name]
        else:
            own: dict[str, list[Any]] = {
                "numbers": list(self.numbers),
                "reminders": list(self.reminders),
                "challenge_levels": self._levels(),
            }
            rows = own[list_name] if list_name in own else [row for _, row in _filled(self[list_name])]
            field = rows[int(position)].form[name]
        field.errors = [*field.errors, problem.sentence]


def given(settings: Service) -> Mapping[str, Any]:
    """The settings as the form wants them to begin with."""
    numbers = [{**vars(each), "which": each.id, "hours": wording.hours_words(each.hours)} for each in settings.numbers]
    return {
        **vars(settings),
        "feedback_themes": "\n".join(settings.feedback_themes),
        "numbers": [*numbers, *[{"which": "own", "language": "en"}] * BLANK_ROWS],
        "rota": [*map(vars, settings.rota), *[{}] * BLANK_ROWS],
        "words": [
            *({"language": code, "words": "\n".join(words)} for code, words in settings.sorting_words.items()),
            {},
        ],
        "reminders": [*map(vars, settings.reminders)],
        "challenge_levels": [*map(vars, settings.challenge_levels), *[{}] * BLANK_ROWS],
    }


def _filled(rows: Any) -> list[tuple[int, Any]]:
    """The rows in which anything was typed."""
    ignored = {"language", "is_checked"}
    return [
        (index, row)
        for index, row in enumerate(rows)
        if any((field.data or "").strip() for field in row.form if field.short_name not in ignored)
    ]


def _typed(form: Any) -> dict[str, str]:
    return {
        field.short_name: " ".join((field.data or "").split()) for field in form if not isinstance(field, BooleanField)
    }


def _number(form: Any, index: int, known: Service, today: date, by: str) -> HelpNumber:
    before = _before(form.which.data, index, known)
    typed = _typed(form)
    hours = wording.hours_id(typed["hours"])
    number = replace(before, number=typed["number"], hours=hours, language=typed["language"], name=typed["name"])
    return replace(number, checked_on=today.isoformat(), checked_by=by) if form.is_checked.data else number


def _before(which: str, index: int, known: Service) -> HelpNumber:
    """A number as it was: a national one wherever it stands now, or when another manager has just left it out."""
    if index < len(known.numbers) and known.numbers[index].id == which:
        return known.numbers[index]
    national = (each for each in (*known.numbers, *NATIONAL_NUMBERS) if each.id == which != "own")
    return next(national, HelpNumber("own", ""))


def _with(chosen: str | None, choices: list[tuple[str, str]], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The choices, and whoever was chosen before and cannot be any more, by name where that is known."""
    if chosen and chosen not in dict(choices) and re.fullmatch(r"[0-9a-z]{26}", chosen):
        return [*choices, (chosen, names.get(chosen, wording.closed_account()))]
    return choices
