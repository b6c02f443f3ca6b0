"""The closed lists that the facts of a consultatie are made of."""

from enum import StrEnum


class Kanaal(StrEnum):
    """How the question came in; both ways are registered alike [4]."""

    SCHRIFTELIJK = "schriftelijk"
    TELEFONISCH = "telefonisch"


class Vraagaard(StrEnum):
    """Whom a question is about: nobody, somebody whose name is not told, or somebody by name."""

    ALGEMEEN = "algemeen"
    ANONIEM = "anoniem"
    OP_NAAM = "op-naam"


class Formulieradvies(StrEnum):
    """Whether the procesregisseur advises to fill in a form, and so to bring a case in [4]."""

    JA = "ja"
    NEE = "nee"


class Bevestigingskanaal(StrEnum):
    """How the asker got the confirmation; the source names e-mail [4]."""

    EMAIL = "email"
    TELEFOON = "telefoon"
    POST = "post"
