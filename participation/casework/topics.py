"""What the pages of questionnaires are about, as staff say it: their titles speak to the respondent as "you"."""

from flask_babel import LazyString, lazy_pgettext

from participation.service.questionnaires import translate

# L10N: to staff, the topics of what a child or an adult was asked: each stands before an answer
TITLES: dict[tuple[str, str], LazyString] = {
    ("my_views", "feelings"): lazy_pgettext("staff topic", "Feelings"),
    ("my_views", "home"): lazy_pgettext("staff topic", "Home"),
    ("my_views", "family_time"): lazy_pgettext("staff topic", "Family time"),
    ("my_views", "health"): lazy_pgettext("staff topic", "Health"),
    ("my_views", "change"): lazy_pgettext("staff topic", "What the child wants"),
    ("my_views", "safe_more"): lazy_pgettext("staff topic", "What feels unsafe"),
    ("my_views", "finish"): lazy_pgettext("staff topic", "At the end"),
    ("my_views", "who_i_am"): lazy_pgettext("staff topic", "Identity"),
    ("my_views", "promises"): lazy_pgettext("staff topic", "Plan and promises"),
    ("my_views", "adviser"): lazy_pgettext("staff topic", "Personal adviser"),
    ("my_views", "new_here"): lazy_pgettext("staff topic", "New in this country"),
    ("my_views", "talk"): lazy_pgettext("staff topic", "When to talk"),
    ("my_views", "room"): lazy_pgettext("staff topic", "Bedroom"),
    ("my_views", "why"): lazy_pgettext("staff topic", "Why in care"),
    ("my_views", "trust"): lazy_pgettext("staff topic", "A trusted adult"),
    ("my_meeting", "where_else"): lazy_pgettext("staff topic", "Which place"),
    ("my_meeting", "take_part"): lazy_pgettext("staff topic", "How to take part"),
    ("my_meeting", "take_part_which"): lazy_pgettext("staff topic", "Which part of it"),
    ("my_meeting", "advocate"): lazy_pgettext("staff topic", "Advocate"),
    ("my_meeting", "run_which"): lazy_pgettext("staff topic", "What to run"),
    ("my_meeting", "talk_about"): lazy_pgettext("staff topic", "What to talk about"),
    ("my_helper", "wanted"): lazy_pgettext("staff topic", "A helper whom the child trusts"),
    ("my_helper", "who"): lazy_pgettext("staff topic", "Who should help the child"),
    ("my_helper", "stop"): lazy_pgettext("staff topic", "Who should stop helping"),
    ("my_correction", "meant"): lazy_pgettext("staff topic", "Put right by the child"),
    ("carer_view", "child_says"): lazy_pgettext("staff topic", "What the child says"),
    ("carer_view", "sharing"): lazy_pgettext("staff topic", "At the end"),
    ("parent_view", "how_is_child"): lazy_pgettext("staff topic", "How the child is"),
    ("parent_view", "decide"): lazy_pgettext("staff topic", "Wanted from the review"),
    ("parent_view", "information"): lazy_pgettext("staff topic", "What the parent is told"),
    ("parent_view", "changes"): lazy_pgettext("staff topic", "Changes in the parent’s life"),
    ("parent_view", "sharing"): lazy_pgettext("staff topic", "At the end"),
    ("partner_view", "service"): lazy_pgettext("staff topic", "The service"),
    ("partner_view", "recommend"): lazy_pgettext("staff topic", "Recommended"),
    ("partner_view", "child_says"): lazy_pgettext("staff topic", "What the child says"),
}


def staff_words(context: str, english: str) -> str:
    """A questionnaire's words; a page's title in the third person, where the program knows the page."""
    purpose, _, page = context.replace(".topic.", ".page.").partition(".page.")
    title = TITLES.get((purpose, page))
    return str(title) if title else translate(context, english)
