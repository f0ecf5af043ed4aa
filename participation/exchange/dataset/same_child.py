"""Whether a child of the dataset is who the number says, and nobody who is here under another number."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from participation.children.numbers import number_key
from participation.exchange.census import Census
from participation.exchange.dataset.children import FoundChild
from participation.exchange.dataset.tables import Dataset
from participation.exchange.identity import name_key
from participation.exchange.queries import Known
from participation.exchange.reading import NOT_TAKEN
from participation.exchange.rules import returned_day
from participation.exchange.settling import ANOTHER, SAME

_SEX = {"1": "male", "2": "female"}
_BOTH = "If it is the same child, put one of the two right; if it is another, take the other number (`--children-by`)."
_TWO = "If it is the same child, give them one number; if they are two, let a caseload name both with different_from."


class SameChild:
    """Judges each child before anything of them is taken. Nobody is merged, and nobody comes twice, unseen."""

    def __init__(self, dataset: Dataset, found: Iterable[FoundChild], census: Census) -> None:
        self._dataset = dataset
        self._census = census
        self._numbers: set[str] = set()
        self._namesakes: dict[tuple[str, str, date], list[FoundChild]] = defaultdict(list)
        for child in found:
            self._numbers.add(number_key(child.number))
            if child.name and child.surname and "born_on" in child.about:
                self._namesakes[self._key(child)].append(child)

    def _key(self, child: FoundChild) -> tuple[str, str, date]:
        return name_key(child.name), name_key(child.surname), child.about["born_on"]

    def is_settled(self, child: FoundChild, known: Known | None) -> bool:
        """Whether the child can be taken; where not, it is listed why and what to do."""
        if known is None:
            return self._is_nobody_else(child)
        wrong = _disagreement(child, known)
        if not wrong:
            return True
        column, message = wrong
        rule = ANOTHER if known["reference"] == child.number else SAME
        self._refuse(child, column, rule, f"{message}; {NOT_TAKEN}. {_BOTH}")
        return False

    def _is_nobody_else(self, child: FoundChild) -> bool:
        if not child.name or "born_on" not in child.about:
            return True
        here = self._census.namesakes(child.name, child.about["born_on"])
        if other := next((each for each in here if number_key(each) not in self._numbers), ""):
            like = f"A child of this name and birthday is here as {other}; {NOT_TAKEN}"
            self._refuse(child, "pers_person_id", SAME, f"{like}. {_TWO}")
            return False
        twins = self._namesakes[self._key(child)] if child.surname else []
        if other := next((each.number for each in twins if each is not child and not _contradict(each, child)), ""):
            like = f"A child of this name and birthday stands in this table as {other}; {NOT_TAKEN}"
            self._refuse(child, "pers_person_id", SAME, f"{like}. {_TWO}")
            return False
        return True

    def _refuse(self, child: FoundChild, column: str, rule: str, message: str) -> None:
        self._dataset[child.table].refuse(child.line, column, rule, child.number, message)


def _disagreement(child: FoundChild, known: Known) -> tuple[str, str] | None:
    """Where birthday or sex are others than here: unless the name is the same, it may be another child."""
    name = known["preferred_name"]
    if name and name_key(name) == name_key(child.name):
        return None
    born_on, sex = child.about.get("born_on"), child.about.get("sex")
    whose = f"This number is here{'' if known['reference'] == child.number else ' as ' + known['reference']}"
    if born_on and known["born_on"] and born_on != known["born_on"]:
        here = f"a child born on {returned_day(known['born_on'])}, and for one born on {returned_day(born_on)} there"
        return "pers_dob", f"{whose} for {here}"
    if sex and known["sex"] and sex != known["sex"]:
        return "pers_sex", f"{whose} for a child whose sex is {_SEX[known['sex']]}, and {_SEX[sex]} there"
    return None


def _contradict(one: FoundChild, other: FoundChild) -> bool:
    pairs = ((one.about.get(each), other.about.get(each)) for each in ("sex", "ethnicity"))
    return any(here and there and here != there for here, there in pairs)
