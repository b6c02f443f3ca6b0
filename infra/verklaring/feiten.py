"""What the facts of a verklaring say of themselves, held against what the verklaring says of them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import orjson

from domain.vernietigingslijst.verklaring import (
    Aanleiding,
    Eenheidsoort,
    Handeling,
    Verklaring,
    Vernietigingsfeit,
)
from infra.logboek.uitslag import Onjuist, Soort
from infra.omgeving import NEDERLAND

NAMEN: Mapping[Eenheidsoort, str] = {
    Eenheidsoort.CASUS: "casus.GegevensVerwijderd",
    Eenheidsoort.CONSULTATIE: "consultatie.ConsultatieVerwijderd",
    Eenheidsoort.PERSOON: "casus.PersoonVernietigd",
    Eenheidsoort.BIJDRAGE: "casus.BijdrageVernietigd",
}
"""The stored name of the fact of each kind of destruction, without its version."""
ZONDER_AANLEIDING = -1


@dataclass(frozen=True)
class Feitinhoud:
    """What can be read of the state of a fact; ``None`` for what it does not say."""

    op: datetime
    velden: Mapping[str, object]

    def tekst(self, veld: str) -> str | None:
        """What it says in a field."""
        waarde = self.velden.get(veld)
        return waarde if isinstance(waarde, str) else None

    @property
    def bewaren_tot(self) -> date | None:
        """The last day on which the data might be there."""
        waarde = self.tekst("bewaren_tot")
        return None if waarde is None else date.fromisoformat(waarde)


def eis_feit(feit: Vernietigingsfeit, verklaring: Verklaring) -> int:
    """Check one fact; gives which of the aanleidingen it counts under, ``ZONDER_AANLEIDING`` where it does not say.

    Raises:
        Onjuist: it is no destruction of its kind, or of another table, moment, ground or rule than is said.
    """
    if not re.fullmatch(rf"{re.escape(NAMEN[feit.soort])}\.v[1-9][0-9]*", feit.naam):
        zin = "Een feit is geen vernietiging van zijn soort."
        raise _onjuist(feit, zin, NAMEN[feit.soort], feit.naam)
    inhoud = lees_feit(feit)
    if inhoud.tekst("bewijsnummer") != feit.bewijsnummer:
        zin = "Een feit heeft een ander bewijsnummer."
        raise _onjuist(feit, zin, inhoud.tekst("bewijsnummer"), feit.bewijsnummer)
    _eis_plaats(feit, inhoud, verklaring)
    _eis_moment(feit, inhoud, verklaring)
    _eis_mensen(feit, inhoud, verklaring)
    if inhoud.tekst("grond") is None:
        return ZONDER_AANLEIDING
    return _aanleiding(feit, inhoud, verklaring)


def lees_feit(feit: Vernietigingsfeit) -> Feitinhoud:
    """What a fact says.

    Raises:
        Onjuist: it is none that this service recorded.
    """
    try:
        gelezen = orjson.loads(feit.inhoud)
        inhoud = Feitinhoud(datetime.fromisoformat(gelezen["op"]), dict(gelezen["b"]))
        _ = inhoud.bewaren_tot
    except (KeyError, TypeError, ValueError) as fout:
        raise _onjuist(feit, "Een feit is niet te lezen.", "een vernietiging", "iets anders") from fout
    return inhoud


def _eis_plaats(feit: Vernietigingsfeit, inhoud: Feitinhoud, verklaring: Verklaring) -> None:
    tafel, regimes = verklaring.verantwoordelijke.tafel, {p.regime for p in verklaring.protocollen}
    if inhoud.tekst("tafel") not in (None, tafel):
        raise _onjuist(feit, "Een feit is van een andere tafel.", tafel, inhoud.tekst("tafel"))
    if inhoud.tekst("regime") is not None and inhoud.tekst("regime") not in regimes:
        zin = "Een feit valt onder een ander regime."
        raise _onjuist(feit, zin, ", ".join(sorted(regimes)), inhoud.tekst("regime"))


def _eis_moment(feit: Vernietigingsfeit, inhoud: Feitinhoud, verklaring: Verklaring) -> None:
    bedenktijd = verklaring.bedenktijd
    # On its last day something goes, also within the bedenktijd: the law goes before that practice.
    tot = inhoud.bewaren_tot
    laatste_dag = tot is not None and inhoud.op.astimezone(NEDERLAND).date() >= tot
    vanaf = bedenktijd.vanaf if laatste_dag else bedenktijd.tot
    if inhoud.op.tzinfo is None or inhoud.op < vanaf:
        zin = "Een vernietiging was voor het einde van de bedenktijd."
        raise _onjuist(feit, zin, f"vanaf {vanaf.isoformat()}", inhoud.op.isoformat())
    if inhoud.op > verklaring.nacontrole.op:
        zin = "Een vernietiging was na de nacontrole."
        raise _onjuist(feit, zin, f"tot {verklaring.nacontrole.op.isoformat()}", inhoud.op.isoformat())


def _eis_mensen(feit: Vernietigingsfeit, inhoud: Feitinhoud, verklaring: Verklaring) -> None:
    """Who decided are those of the verklaring. Another may have carried it out, who took an execution up again."""
    if inhoud.tekst("lijstnummer") not in (None, verklaring.lijst):
        zin = "Een feit is van een andere vernietigingslijst."
        raise _onjuist(feit, zin, verklaring.lijst, inhoud.tekst("lijstnummer"))
    wie = {verrichting.handeling: verrichting.door for verrichting in verklaring.verrichtingen}
    door = wie.pop(Handeling.UITGEVOERD, None)
    for handeling, besliste in wie.items():
        gevonden = inhoud.tekst(f"{handeling.value}_door")
        if gevonden not in (None, besliste):
            raise _onjuist(feit, f"Een feit noemt een ander bij {handeling.value}.", besliste, gevonden)
    if inhoud.tekst("uitgevoerd_door") in wie.values():
        zin = "Een vernietiging is uitgevoerd door iemand die er ook over besloot."
        raise _onjuist(feit, zin, door, inhoud.tekst("uitgevoerd_door"))


def _aanleiding(feit: Vernietigingsfeit, inhoud: Feitinhoud, verklaring: Verklaring) -> int:
    bewaren_tot = inhoud.bewaren_tot
    for nummer, aanleiding in enumerate(verklaring.aanleidingen):
        gelijk = (aanleiding.regel, aanleiding.grond) == (inhoud.tekst("regel"), inhoud.tekst("grond"))
        if gelijk and _binnen(aanleiding, bewaren_tot):
            return nummer
    zin = "Een feit valt onder geen van de aanleidingen."
    gevonden = f"{inhoud.tekst('regel')}, {inhoud.tekst('grond')}, bewaren tot {bewaren_tot}"
    raise _onjuist(feit, zin, "een regel, grond en termijn die er staan", gevonden)


def _binnen(aanleiding: Aanleiding, dag: date | None) -> bool:
    vroegste, laatste = aanleiding.vroegste_bewaren_tot, aanleiding.laatste_bewaren_tot
    if dag is None or vroegste is None or laatste is None:
        return dag is None and vroegste is None and laatste is None
    return vroegste <= dag <= laatste


def telling_van(geteld: Counter[int], verklaring: Verklaring) -> Iterator[Onjuist]:
    """Where more facts count under an aanleiding than it says."""
    for nummer, aanleiding in enumerate(verklaring.aanleidingen):
        if geteld[nummer] > aanleiding.aantal:
            zin = "Er vallen meer feiten onder een aanleiding dan zij noemt."
            waar = f"aanleidingen[{nummer}]"
            yield Onjuist(Soort.STRIJDIG, zin, waar=waar, verwacht=aanleiding.aantal, gevonden=geteld[nummer])


def _onjuist(feit: Vernietigingsfeit, zin: str, verwacht: object, gevonden: object) -> Onjuist:
    return Onjuist(
        Soort.STRIJDIG, zin, waar="bewijs.feiten", index=feit.index, verwacht=verwacht, gevonden=gevonden
    )
