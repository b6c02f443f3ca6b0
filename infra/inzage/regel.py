"""One line of the read log, and its one form in bytes."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

import orjson

from domain.rollen import Medewerker, Rol

INGEZIEN = "inzage.Ingezien.v1"
DOEL_VASTGELEGD = "inzage.DoelVastgelegd.v1"
_ZOUT = 16


class Regelsoort(StrEnum):
    """What a line is about."""

    INZAGE = "inzage"
    DOEL = "doel"


class Inzageuitkomst(StrEnum):
    """What came of it."""

    GETOOND = "getoond"
    GEWEIGERD = "geweigerd"
    MISLUKT = "mislukt"


class Diepte(StrEnum):
    """How much of somebody was shown."""

    VOLLEDIG = "volledig"
    """What is known of the person, by name."""
    ROLLEN = "rollen"
    """The same without names: at a table that discusses anonymously."""
    PSEUDONIEM = "pseudoniem"
    """Facts, moments and codes, and the person under a pseudonym."""
    GEEN = "geen"
    """Nothing."""


class Inzagegrond(StrEnum):
    """For what somebody looks who does not look for the work on a case itself."""

    PRIVACYAUDIT = "privacyaudit"
    INTERNE_CONTROLE = "interne-controle"
    BEVEILIGING = "beveiliging"
    RECHTSVORDERING = "rechtsvordering"
    KLACHT = "klacht"
    VERZOEK_BETROKKENE = "verzoek-betrokkene"
    NOODGEVAL = "noodgeval"


class Noodreden(StrEnum):
    """Why an emergency could not wait for who may read the case; a closed list, for a line stays."""

    DIRECT_GEVAAR = "direct gevaar voor iemand"
    HULPDIENST = "een vraag van politie, ambulance of crisisdienst"
    WAARNEMING = "waarnemen voor wie niet bereikbaar is"


@dataclass(frozen=True)
class Verwerking:
    """What somebody asked of the service: one trace, whatever number of people it is about."""

    spoor: str
    """The trace id: 32 hexadecimals."""
    span: str
    """The span id: 16 hexadecimals."""
    wat: str
    """Method and template of the route, or the command; from a closed list, never an address that was sent."""
    recht: str
    doel: str
    wie: Medewerker
    tafel: str | None
    begin: datetime
    einde: datetime
    uitkomst: Inzageuitkomst
    inzagedoel: UUID | None = None

    @cached_property
    def velden(self) -> dict[str, Any]:
        """What every line of it says: put in words once, also where it is about a thousand people."""
        return {
            "soort": Regelsoort.INZAGE.value,
            "op": moment(self.begin),
            "klaar": moment(self.einde),
            "spoor": self.spoor,
            "span": self.span,
            "wat": self.wat,
            "recht": self.recht,
            "doel": self.doel,
            **_wie(self.wie),
            "tafel": self.tafel,
            "uitkomst": self.uitkomst.value,
            "inzagedoel": self.inzagedoel,
        }

    @cached_property
    def stukken(self) -> tuple[str, str]:
        """The same in JSON, in order: what stands before whom a line is about, and what stands after."""
        voor, na = (
            {naam: waarde for naam, waarde in self.velden.items() if (naam < _PERSOON) is kant}
            for kant in (True, False)
        )
        return _als_json(voor)[1:-1], _als_json(na)[1:-1]


_PERSOON = "persoon"


@dataclass(slots=True)
class Inzage:
    """Who was looked at, in one piece of processing; a case without people stands for itself, ``persoon`` empty."""

    verwerking: Verwerking
    casus: UUID | None
    persoon: UUID | None
    diepte: Diepte

    def codeer(self, zout: bytes) -> str:
        """The line as it is kept, with this salt: of each line its own."""
        # As JSON with its names in order, as all lines are; only these fields differ between those of one page.
        voor, na = self.verwerking.stukken
        return (
            f'{{"casus":{_als_json(self.casus)},"diepte":"{self.diepte.value}",{voor},'
            f'"persoon":{_als_json(self.persoon)},{na},"zout":"{zout.hex()}"}}'
        )


@dataclass(frozen=True)
class Inzagedoel:
    """A purpose that somebody put on record before looking: for a table, or for one case, until a moment."""

    id: UUID
    wie: Medewerker
    grond: Inzagegrond
    kenmerk: str
    """Under which code the assignment, request or incident is known elsewhere; never a name or a text."""
    tafel: str
    casus: UUID | None
    """The pseudonym of the one case that it is for; empty: all cases of the table."""
    op: datetime
    tot: datetime
    reden: Noodreden | None = None
    """Why it could not wait; of an emergency alone."""

    def geldt(self, *, wie: Medewerker, nu: datetime) -> bool:
        """Say whether this person may use it now, in the role in which it was put on record."""
        return self.wie == wie and self.op <= nu < self.tot

    def codeer(self, zout: bytes) -> str:
        """The line as it is kept, with this salt."""
        return _codeer(
            {
                "soort": Regelsoort.DOEL.value,
                "op": moment(self.op),
                "geldigTot": moment(self.tot),
                **_wie(self.wie),
                "grond": self.grond.value,
                "kenmerk": self.kenmerk,
                "tafel": self.tafel,
                "casus": self.casus,
                "inzagedoel": self.id,
                **({} if self.reden is None else {"reden": self.reden.value}),
            },
            zout,
        )


def zouten(aantal: int) -> list[bytes]:
    """As many salts, in one draw. A salt keeps a commitment from being guessed once its line was destroyed."""
    getrokken = os.urandom(aantal * _ZOUT)
    return [getrokken[plaats : plaats + _ZOUT] for plaats in range(0, len(getrokken), _ZOUT)]


def _codeer(velden: dict[str, Any], zout: bytes) -> str:
    velden["zout"] = zout.hex()
    return _als_json(velden)


def _als_json(waarde: object) -> str:
    # orjson writes an id as Python does, and much sooner.
    return orjson.dumps(waarde, option=orjson.OPT_SORT_KEYS).decode()


def _wie(wie: Medewerker) -> dict[str, str]:
    return {"wie": wie.id, "rol": wie.rol.value, "organisatie": wie.organisatie}


def moment(op: datetime) -> str:
    """A moment in the one form that sorts as text: UTC, in microseconds."""
    return op.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def toezegging(inhoud: str) -> bytes:
    """The state of the record of a line, as JSON: what it commits to."""
    return b'{"k":"%b"}' % hashlib.sha256(inhoud.encode()).hexdigest().encode()


def losgesneden(regel: Mapping[str, Any], kolommen: Mapping[str, object]) -> str | None:
    """A column that does not say what the fields of the line say, which is what counts."""
    for veld, waarde in kolommen.items():
        if (None if waarde is None else str(waarde)) != regel.get(veld):
            return veld
    return None


# --- back again -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sleutel:
    """The place of a line in a list, newest first; the next page begins after it."""

    op: datetime
    positie: int


@dataclass(frozen=True)
class Inzageregel:
    """A line as it was kept, with its position in the read log, from 1."""

    positie: int
    soort: Regelsoort
    op: datetime
    wie: Medewerker
    tafel: str | None
    casus: UUID | None
    persoon: UUID | None
    inzagedoel: UUID | None
    rest: dict[str, Any]
    """What else the line says, by its stored name."""
    regel: str = ""
    """The line as it was kept."""
    klopt: bool = True
    """It fits the record that commits to it, and the columns that it was found by, as far as those were looked at."""
    ondertekend: bool = False
    """That record is in the log that was signed, as far as that was looked at."""

    @property
    def sleutel(self) -> "Sleutel":
        """Where this line stands."""
        return Sleutel(self.op, self.positie)


_VAST = ("soort", "op", "wie", "rol", "organisatie", "tafel", "casus", "persoon", "inzagedoel")


def lees_regel(
    positie: int, inhoud: str, *, klopt: bool = True, kolommen: Mapping[str, object] | None = None
) -> Inzageregel:
    """Read a kept line; where the columns that it was found by say something else, it is not right."""
    velden: dict[str, Any] = orjson.loads(inhoud)
    klopt = klopt and losgesneden(velden, kolommen or {}) is None
    return Inzageregel(
        positie=positie,
        soort=Regelsoort(velden["soort"]),
        op=lees_moment(velden["op"]),
        wie=Medewerker(velden["wie"], Rol(velden["rol"]), velden["organisatie"]),
        tafel=velden["tafel"],
        casus=_uuid(velden.get("casus")),
        persoon=_uuid(velden.get("persoon")),
        inzagedoel=_uuid(velden.get("inzagedoel")),
        rest={naam: waarde for naam, waarde in velden.items() if naam not in _VAST},
        regel=inhoud,
        klopt=klopt,
    )


def lees_doel(regel: Inzageregel) -> Inzagedoel:
    """Read a kept purpose."""
    if regel.inzagedoel is None or regel.tafel is None:
        raise ValueError("The line holds no purpose.")
    return Inzagedoel(
        id=regel.inzagedoel,
        wie=regel.wie,
        grond=Inzagegrond(regel.rest["grond"]),
        kenmerk=regel.rest["kenmerk"],
        tafel=regel.tafel,
        casus=regel.casus,
        op=regel.op,
        tot=lees_moment(regel.rest["geldigTot"]),
        reden=Noodreden(regel.rest["reden"]) if "reden" in regel.rest else None,
    )


def lees_moment(tekst: str) -> datetime:
    """Read a moment back."""
    return datetime.fromisoformat(tekst)


def _uuid(tekst: str | None) -> UUID | None:
    return None if tekst is None else UUID(tekst)
