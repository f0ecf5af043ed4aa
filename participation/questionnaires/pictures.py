"""The names of the drawings an option or a page may carry; each is drawn once, as SVG, by the templates."""

SMILES = ("smile_1", "smile_2", "smile_3", "smile_4", "smile_5")
"""From content to delighted: a scale without a sad end."""
FACES = ("very_good", "happy", "ok", "sad", "bad", "worried", "angry", "mixed", "dont_know", *SMILES)

THINGS = (
    # places
    "home",
    "school",
    "bed",
    "outdoors",
    "somewhere_else",
    "globe",
    # ways of being heard
    "talk",
    "speech",
    "megaphone",
    "write",
    "video",
    "phone",
    "letter",
    # people
    "person",
    "people",
    "family",
    "siblings",
    "friends",
    "carer",
    "social_worker",
    "advocate",
    "judge",
    # the meeting
    "meeting",
    "chair",
    "part",
    "morning",
    "midday",
    "afternoon",
    "evening",
    "weekend",
    # life
    "health",
    "tooth",
    "eye",
    "food",
    "bottle",
    "safe",
    "safe_yes",
    "safe_part",
    "safe_no",
    "trust",
    "unkind",
    "mirror",
    "rain",
    "pet",
    "game",
    "money",
    "key",
    "bus",
    "book",
    "work",
    "papers",
    "folder",
    "lock",
    "list",
    "question",
    "wish",
    "heart",
    "star",
    # answers
    "yes",
    "no",
    "sort_of",
    "full",
    "most",
    "half",
    "little",
    "empty",
    "clock",
)

PICTURES = frozenset(FACES + THINGS)
