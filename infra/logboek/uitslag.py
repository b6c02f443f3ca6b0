"""What verifying a bundle comes to: all is right, or the first thing that is wrong, in Dutch and as data."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

LANGSTE_WAARDE = 200
"""How many characters of a value stand in an outcome; a bundle is not trusted, so neither are its names."""


class Soort(StrEnum):
    """What is wrong with a bundle, or with a verklaring."""

    GEWIJZIGD = "changed"
    ONTBREEKT = "missing"
    TOEGEVOEGD = "added"
    VERPLAATST = "reordered"
    HANDTEKENING = "wrong signature"
    VERTAKKING = "fork"
    MISVORMD = "malformed"
    GETUIGEN = "too few witnesses"
    STRIJDIG = "contradiction"


class Onjuist(Exception):
    """The first thing in a bundle that is wrong; the text is a sentence in Dutch.

    ``waar`` is the member, ``index`` the index of the event in the log from 0, ``versie`` that within its casus
    from 1. ``verwacht`` and ``gevonden`` are hashes, sizes, numbers or names; never the content of an event.
    """

    def __init__(
        self,
        soort: Soort,
        zin: str,
        *,
        waar: str = "",
        index: int | None = None,
        versie: int | None = None,
        verwacht: object = "",
        gevonden: object = "",
    ) -> None:
        """Take what is wrong; values are shown as printable text and cut off."""
        super().__init__(zin)
        self.soort, self.waar, self.index, self.versie = soort, waar, index, versie
        self.verwacht, self.gevonden = toonbaar(verwacht), toonbaar(gevonden)

    def als_json(self) -> dict[str, object]:
        """Give it as data."""
        return {
            "ok": False,
            "wrong": self.soort.value,
            "where": self.waar,
            "index": self.index,
            "version": self.versie,
            "expected": self.verwacht,
            "found": self.gevonden,
            "message": str(self),
        }

    def regels(self) -> list[str]:
        """Tell it, a line for each thing."""
        plaats = [self.waar] if self.waar else []
        plaats += [f"index {self.index} in het logboek"] if self.index is not None else []
        plaats += [f"gebeurtenis {self.versie} van de casus"] if self.versie is not None else []
        regels = [f"NIET IN ORDE ({_WOORD[self.soort]}): {self}"]
        regels += [f"  plaats:   {', '.join(plaats)}"] if plaats else []
        regels += [f"  verwacht: {self.verwacht}"] if self.verwacht else []
        return regels + ([f"  gevonden: {self.gevonden}"] if self.gevonden else [])


_WOORD = {
    Soort.GEWIJZIGD: "gewijzigd",
    Soort.ONTBREEKT: "ontbreekt",
    Soort.TOEGEVOEGD: "toegevoegd",
    Soort.VERPLAATST: "verplaatst",
    Soort.HANDTEKENING: "handtekening klopt niet",
    Soort.VERTAKKING: "andere geschiedenis",
    Soort.MISVORMD: "vorm klopt niet",
    Soort.GETUIGEN: "te weinig getuigen",
    Soort.STRIJDIG: "spreekt zichzelf tegen",
}


class GeenBundel(Exception):
    """What was given cannot be verified: no bundle, a file that cannot be read, or a proof it lacks; in Dutch."""


@dataclass(frozen=True)
class Medeondertekenaar:
    """A witness of the policy that cosigned: its name there, and when, by its own clock, in POSIX seconds."""

    naam: str
    tijdstip: int

    def __str__(self) -> str:
        try:
            moment = datetime.fromtimestamp(self.tijdstip, UTC).strftime("op %Y-%m-%d om %H:%M:%S (UTC)")
        except (OverflowError, ValueError, OSError):
            moment = f"op tijdstip {self.tijdstip}"
        return f"{self.naam} {moment}"


@dataclass(frozen=True)
class Uitslag:
    """A bundle that is right: what it proves. ``van`` and ``tot`` are None for a casus.

    ``sleutels`` are the name and id of each key that signed; ``eigen_sleutel`` says that the key came from the
    bundle itself, so that nothing is proven about who signed. ``ouder`` is the size of the older checkpoint.
    ``andere_handtekeningen`` are how many others stand under the checkpoint, judged or not; ``getuigen`` those of
    the policy that cosigned, None where there was no policy.
    """

    bundel: str
    oorsprong: str
    grootte: int
    aantal: int
    van: int | None
    tot: int | None
    gemaakt: datetime
    sleutels: tuple[str, ...]
    eigen_sleutel: bool
    ouder: int | None
    andere_handtekeningen: int
    getuigen: tuple[Medeondertekenaar, ...] | None

    def als_json(self) -> dict[str, object]:
        """Give it as data."""
        return {
            "ok": True,
            "kind": self.bundel,
            "origin": self.oorsprong,
            "size": self.grootte,
            "events": self.aantal,
            "first": self.van,
            "end": self.tot,
            "created": self.gemaakt.isoformat(),
            "keys": list(self.sleutels),
            "key_from_bundle": self.eigen_sleutel,
            "older_size": self.ouder,
            "other_signatures": self.andere_handtekeningen,
            "witnesses": None
            if self.getuigen is None
            else [{"name": toonbaar(g.naam), "time": g.tijdstip} for g in self.getuigen],
        }

    def regels(self) -> list[str]:
        """Tell it, with what was not proven."""
        over = (
            f"gebeurtenissen {self.van} tot {self.tot} van het logboek"
            if self.van is not None
            else f"{self.aantal} gebeurtenissen van een casus"
        )
        regels = [
            f"IN ORDE: {over}, onveranderd en in de juiste volgorde.",
            f"  logboek:  {toonbaar(self.oorsprong)}, {self.grootte} gebeurtenissen",
            f"  sleutel:  {toonbaar(', '.join(self.sleutels))}",
        ]
        regels += over_getuigen(self.getuigen, self.andere_handtekeningen)
        if self.ouder is not None:
            regels.append(f"  ouder:    de geschiedenis van {self.ouder} gebeurtenissen is hiervan het begin")
        if self.eigen_sleutel:
            regels.append(
                "  let op:   de sleutel komt uit de bundel zelf. Vergelijk hem met een sleutel die u langs"
                " een andere weg kreeg, met --key."
            )
        if self.van is None:
            regels.append(
                "  let op:   een bundel van één casus bewijst niet dat er na de laatste gebeurtenis geen"
                " andere is. Daarvoor is een bundel van het logboek nodig."
            )
        return regels


def over_getuigen(getuigen: tuple[Medeondertekenaar, ...] | None, andere: int) -> list[str]:
    """Tell who cosigned; ``None`` where there was no policy to judge by."""
    if getuigen is None:
        return [_zonder_beleid(andere)]
    if not getuigen:
        return ["  getuigen: geen; het beleid vraagt er geen"]
    regels = [f"  getuigen: {toonbaar(getuige)}" for getuige in getuigen]
    return [*regels, "            dat zijn er genoeg volgens het beleid"]


def _zonder_beleid(aantal: int) -> str:
    """What is said of the signatures under a checkpoint that nobody judged."""
    if aantal == 0:
        return "  getuigen: er staat geen medehandtekening onder het checkpoint"
    wat = "staat 1 medehandtekening" if aantal == 1 else f"staan {aantal} medehandtekeningen"
    return f"  getuigen: er {wat} onder het checkpoint, niet gecontroleerd; dat kan met --beleid"


def toonbaar(waarde: object) -> str:
    """Give a value as printable text on one line, hashes in hexadecimal, long input cut off."""
    tekst = waarde.hex() if isinstance(waarde, bytes) else str(waarde)
    tekst = "".join(teken if teken.isprintable() else "?" for teken in tekst[: LANGSTE_WAARDE + 1])
    return tekst if len(tekst) <= LANGSTE_WAARDE else f"{tekst[:LANGSTE_WAARDE]}…"
