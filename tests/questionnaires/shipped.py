"""The questionnaires of this version, read once for all that look at them."""

from participation.questionnaires.library import DEFINITIONS, Library

LIBRARY = Library([DEFINITIONS])
