"""The kinds of traces, and what each is worth to whoever finds it."""

from enum import StrEnum


class Spoorsoort(StrEnum):
    """What a trace recognises. The values are stored."""

    STROOM = "stroom"
    PERSOON = "persoon"
    SLEUTEL = "sleutel"
    INGEPAKT = "ingepakt"
    CIJFERTEKST = "cijfertekst"
    NUMMER = "nummer"

    @property
    def in_woorden(self) -> str:
        """What was found, in the plural, as it is printed."""
        return {
            Spoorsoort.STROOM: "kenmerken van een casus",
            Spoorsoort.PERSOON: "kenmerken van een persoon",
            Spoorsoort.SLEUTEL: "kenmerken van een sleutel",
            Spoorsoort.INGEPAKT: "ingepakte sleutels",
            Spoorsoort.CIJFERTEKST: "versleutelde delen",
            Spoorsoort.NUMMER: "casusnummers",
        }[self]


OP_SCHIJF = frozenset({Spoorsoort.SLEUTEL, Spoorsoort.INGEPAKT, Spoorsoort.CIJFERTEKST, Spoorsoort.NUMMER})
"""What files of the database are searched for; the random ids of streams stand there for ever, in the events."""
