"""What the pages of questionnaires are about, as staff say it: their titles speak to the respondent as "you"."""

from flask_babel import pgettext

from participation.service.questionnaires import translate


def staff_words(context: str, english: str) -> str:
    """A questionnaire's words; a page's title in the third person, where the program knows the page."""
    purpose, _, page = context.replace(".topic.", ".page.").partition(".page.")
    return _titles().get((purpose, page)) or translate(context, english)


def _titles() -> dict[tuple[str, str], str]:
    # L10N: to staff, the topics of what a child or an adult was asked: each stands before an answer
    titles = {
        ("my_views", "feelings"): pgettext("staff topic", "Feelings"),
        ("my_views", "home"): pgettext("staff topic", "Home"),
        ("my_views", "family_time"): pgettext("staff topic", "Family time"),
        ("my_views", "health"): pgettext("staff topic", "Health"),
        ("my_views", "change"): pgettext("staff topic", "What the child wants"),
        ("my_views", "safe_more"): pgettext("staff topic", "What feels unsafe"),
        ("my_views", "finish"): pgettext("staff topic", "At the end"),
        ("my_views", "who_i_am"): pgettext("staff topic", "Identity"),
        ("my_views", "promises"): pgettext("staff topic", "Plan and promises"),
        ("my_views", "adviser"): pgettext("staff topic", "Personal adviser"),
        ("my_views", "new_here"): pgettext("staff topic", "New in this country"),
        ("my_views", "talk"): pgettext("staff topic", "When to talk"),
        ("my_views", "room"): pgettext("staff topic", "Bedroom"),
        ("my_views", "why"): pgettext("staff topic", "Why in care"),
        ("my_views", "trust"): pgettext("staff topic", "A trusted adult"),
        ("my_meeting", "where_else"): pgettext("staff topic", "Which place"),
        ("my_meeting", "take_part"): pgettext("staff topic", "How to take part"),
        ("my_meeting", "take_part_which"): pgettext("staff topic", "Which part of it"),
        ("my_meeting", "advocate"): pgettext("staff topic", "Advocate"),
        ("my_meeting", "run_which"): pgettext("staff topic", "What to run"),
        ("my_meeting", "talk_about"): pgettext("staff topic", "What to talk about"),
        ("my_helper", "wanted"): pgettext("staff topic", "A helper whom the child trusts"),
        ("my_helper", "who"): pgettext("staff topic", "Who should help the child"),
        ("my_helper", "stop"): pgettext("staff topic", "Who should stop helping"),
        ("my_correction", "meant"): pgettext("staff topic", "Put right by the child"),
        ("carer_view", "child_says"): pgettext("staff topic", "What the child says"),
        ("carer_view", "sharing"): pgettext("staff topic", "At the end"),
        ("parent_view", "how_is_child"): pgettext("staff topic", "How the child is"),
        ("parent_view", "decide"): pgettext("staff topic", "Wanted from the review"),
        ("parent_view", "information"): pgettext("staff topic", "What the parent is told"),
        ("parent_view", "changes"): pgettext("staff topic", "Changes in the parent’s life"),
        ("parent_view", "sharing"): pgettext("staff topic", "At the end"),
        ("partner_view", "service"): pgettext("staff topic", "The service"),
        ("partner_view", "recommend"): pgettext("staff topic", "Recommended"),
        ("partner_view", "child_says"): pgettext("staff topic", "What the child says"),
    }
    return {key: str(title) for key, title in titles.items()}
