"""The names of the drawings an option or a page may carry; each is drawn once, as SVG, by the templates."""

SMILES = ("smile_1", "smile_2", "smile_3", "smile_4", "smile_5")
"""From content to delighted: a scale without a sad end."""
FACES = ("happy", "ok", "sad", "worried", "angry", "mixed", "dont_know", *SMILES)

THINGS = (
    # places
    "home",
    "school",
    "outdoors",
    "somewhere_else",
    # ways of being heard
    "talk",
    "speech",
    "megaphone",
    "write",
    "video",
    "phone",
    "letter",
    # the meeting
    "people",
    "chair",
    "part",
    "morning",
    "midday",
    "afternoon",
    "evening",
    "weekend",
    # life
    "family",
    "friends",
    "health",
    "tooth",
    "eye",
    "food",
    "safe",
    "heart",
    "star",
    # answers
    "yes",
    "no",
    "sort_of",
    "clock",
)

PICTURES = frozenset(FACES + THINGS)
