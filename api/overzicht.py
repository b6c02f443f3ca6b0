"""Everything that is known of one person in a case or consultatie, for that person (AVG 15), and nothing of others.

Others are told by their role, also in free text; who works for the table by the role taken then. What a supplier keeps
under a professional secrecy is left out, and that this was done is said.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from api.anoniem import Genoemd, genoemd_in, zonder_namen
from api.inzagezinnen import DOEL, ROL
from domain.bewaring import Vernietigd
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    Getrieerd,
    GezagBeoordeeld,
    GezagVastgelegd,
    ICOGehouden,
    InformerenUitgesteld,
    ToestemmingGegeven,
)
from domain.casus.evolve import vouw
from domain.casus.ontvangers import andere_tafels, ontvangers
from domain.casus.state import Casus
from domain.casus.waarden import Betrokkene, Geheimhouding, Hoedanigheid, Inbreng
from domain.consultatie.events import VraagAangevuld, VraagGesteld
from domain.consultatie.state import vouw_consultatie
from domain.historie import Ookfeit, Opgetekend, van_casus, van_consultatie
from domain.rollen import Rol
from domain.tafels import Tafel
from projections.dagen import datum
from projections.tijdlijn import tijdlijn, tijdlijn_van_consultatie
from projections.woorden import Tafelwoorden

MEDEWERKER = "een medewerker"
_VAN_MEDEWERKERS = frozenset(
    {
        *("medewerker", "met", "door", "procesregisseur", "casusregisseur"),
        *("voorgesteld_door", "uitgevoerd_door", "gecontroleerd_door", "goedgekeurd_door"),
    }
)
"""The fields of facts that hold the pseudonymous id or the name of who works for a table."""
GEHEIM = (
    "Wat een organisatie onder een beroepsgeheim heeft ingebracht ({}). Vraag het aan die organisatie zelf."
)
UITSTEL = "Waarom het informeren is uitgesteld ({})."
ANDEREN = "Gebeurtenissen die alleen over anderen gaan ({})."
MONITOR = "de landelijke monitor"

_MET_MENSEN = Aangemeld | AanmeldingAangevuld | VraagGesteld | VraagAangevuld


@dataclass(frozen=True)
class Feitregel:
    """One thing that happened, in a sentence, and in which role somebody recorded it."""

    op: datetime
    rol: str
    zin: str


@dataclass(frozen=True)
class Gegeven:
    """One piece of data on the person, in words."""

    wat: str
    waarde: str


@dataclass(frozen=True)
class Plaats:
    """All that one case or consultatie holds of the person, and what was left out."""

    soort: str
    nummer: str
    tafel: str
    gegevens: tuple[Gegeven, ...]
    grondslag: str | None
    doelen: tuple[str, ...]
    herkomst: tuple[str, ...]
    ontvangers: tuple[str, ...]
    bewaren_tot: date | None
    bewaarregel: str | None
    feiten: tuple[Feitregel, ...]
    weggelaten: tuple[str, ...]


def van_een_casus(
    historie: Sequence[Opgetekend], persoon_id: UUID, *, tafel: Tafel, tafels: Mapping[str, Tafel]
) -> Plaats | None:
    """What a case holds of this person; ``None`` where the person is not, or no longer, in it."""
    casus = vouw(van_casus(historie))
    mens = casus.betrokkene(persoon_id)
    if mens is None:
        return None
    eigen = _Eigen(historie, persoon_id)
    woorden = Tafelwoorden(tafel, tafels)
    termijn = casus.termijn_van_persoon(persoon_id)
    regels = tijdlijn(eigen.historie, tafel=tafel, tafels=tafels)
    return Plaats(
        soort="casus",
        nummer=casus.casusnummer,
        tafel=tafel.naam,
        gegevens=(*_gegevens(mens, eigen), *_inbreng(casus, eigen, woorden), *_criteria(eigen, tafel)),
        grondslag=_grondslag(casus, woorden),
        doelen=_doelen(historie),
        herkomst=_herkomst(casus, persoon_id, woorden),
        ontvangers=_ontvangers(casus, woorden),
        bewaren_tot=termijn.tot if termijn is not None else None,
        bewaarregel=termijn.regel if termijn is not None else None,
        feiten=tuple(Feitregel(r.op, ROL[r.rol], eigen.zonder_medewerkers(r.zin)) for r in regels),
        weggelaten=eigen.weggelaten,
    )


def van_een_consultatie(
    historie: Sequence[Opgetekend], persoon_id: UUID, *, tafel: Tafel, tafels: Mapping[str, Tafel]
) -> Plaats | None:
    """What a question to a table holds of this person; ``None`` where the person is not, or no longer, in it."""
    consultatie = vouw_consultatie(van_consultatie(historie))
    mens = next((een for een in consultatie.betrokkenen if een.persoon_id == persoon_id), None)
    if mens is None:
        return None
    eigen = _Eigen(historie, persoon_id)
    woorden = Tafelwoorden(tafel, tafels)
    regels = tijdlijn_van_consultatie(eigen.historie, tafel=tafel)
    return Plaats(
        soort="consultatie",
        nummer=consultatie.consultatienummer,
        tafel=tafel.naam,
        gegevens=tuple(_gegevens(mens, eigen)),
        grondslag=None,
        doelen=(DOEL["consultatie"],),
        herkomst=(woorden.organisatie(consultatie.organisatie),),
        ontvangers=(),
        bewaren_tot=consultatie.bewaren_tot,
        bewaarregel=consultatie.bewaarregel,
        feiten=tuple(Feitregel(r.op, ROL[r.rol], eigen.zonder_medewerkers(r.zin)) for r in regels),
        weggelaten=eigen.weggelaten,
    )


class _Eigen:
    """A history as one person of it may read it."""

    def __init__(self, historie: Sequence[Opgetekend], persoon_id: UUID) -> None:
        self.persoon_id = persoon_id
        self._anderen = _zonder(genoemd_in(feit.gebeurtenis for feit in historie), persoon_id)
        wie = {feit.envelop.wie for feit in historie} | set(_medewerkers(f.gebeurtenis for f in historie))
        namen = sorted((re.escape(een) for een in wie if een), key=len, reverse=True)
        self._patroon = re.compile(rf"(?<![\w-])(?:{'|'.join(namen)})(?![\w-])" if namen else r"(?!)")
        self._over_anderen = self._geheim = self._uitgesteld = 0
        self.historie = tuple(self._deze(historie))

    @property
    def weggelaten(self) -> tuple[str, ...]:
        """What was left out, in sentences."""
        telling = ((GEHEIM, self._geheim), (UITSTEL, self._uitgesteld), (ANDEREN, self._over_anderen))
        return tuple(zin.format(aantal) for zin, aantal in telling if aantal)

    def zonder_anderen(self, tekst: str) -> str:
        """The text with others by their role."""
        return zonder_namen(tekst, self._anderen)

    def zonder_medewerkers(self, zin: str) -> str:
        """The sentence without the ids of who works for the table."""
        kaal = self._patroon.sub(MEDEWERKER, zin)
        return kaal[:1].upper() + kaal[1:]

    def _deze(self, historie: Iterable[Opgetekend]) -> Iterator[Opgetekend]:
        for opgetekend in historie:
            feit = opgetekend.gebeurtenis
            if isinstance(feit, Vernietigd):
                continue
            if not self._gaat_over(feit):
                self._over_anderen += 1
                continue
            yield replace(opgetekend, gebeurtenis=self._leesbaar(feit))

    def _gaat_over(self, feit: Ookfeit) -> bool:
        """Say whether a fact is about this person, or about nobody in particular."""
        wie = getattr(feit, "persoon_id", None)
        if wie is not None:
            return bool(wie == self.persoon_id)
        if isinstance(feit, AanmeldingAangevuld | VraagAangevuld) and feit.betrokkenen:
            zelf = any(mens.persoon_id == self.persoon_id for mens in feit.betrokkenen)
            return zelf or replace(feit, betrokkenen=()) != _leeg(feit)
        return True

    def _leesbaar(self, feit: Ookfeit) -> Ookfeit:
        if isinstance(feit, _MET_MENSEN):
            feit = replace(feit, betrokkenen=self._alleen(feit.betrokkenen))
        if isinstance(feit, ICOGehouden):
            feit = replace(feit, inbreng=self._eigen_inbreng(feit.inbreng))
        if isinstance(feit, InformerenUitgesteld):
            self._uitgesteld += 1
            return feit if not feit.toelichting else replace(feit, toelichting="(weggelaten)")
        velden = {
            veld.name: self._zonder_anderen(getattr(feit, veld.name))
            for veld in fields(feit)
            if not _eigen_veld(feit, veld.name)
        }
        return cast("Ookfeit", replace(cast("Any", feit), **velden))

    def _zonder_anderen(self, waarde: object) -> object:
        """The value with others by their role; the person as he or she is."""
        if isinstance(waarde, Betrokkene):
            toelichting = zonder_namen(waarde.toelichting, self._anderen)
            return replace(waarde, toelichting=toelichting)
        if isinstance(waarde, tuple):
            return tuple(self._zonder_anderen(deel) for deel in waarde)
        return zonder_namen(waarde, self._anderen)

    def _alleen(self, mensen: tuple[Betrokkene, ...]) -> tuple[Betrokkene, ...]:
        return tuple(mens for mens in mensen if mens.persoon_id == self.persoon_id)

    def _eigen_inbreng(self, inbreng: tuple[Inbreng, ...]) -> tuple[Inbreng, ...]:
        eigen = [deel for deel in inbreng if deel.persoon_id == self.persoon_id]
        self._geheim += sum(deel.geheimhouding is not Geheimhouding.GEEN for deel in eigen)
        return tuple(deel for deel in eigen if deel.geheimhouding is Geheimhouding.GEEN)


def _eigen_veld(feit: Ookfeit, veld: str) -> bool:
    """Say whether a field holds the own word of the person, which is told as it was said."""
    zelf = isinstance(feit, ToestemmingGegeven) and feit.hoedanigheid is Hoedanigheid.ZELF
    return (zelf and veld == "gever") or isinstance(feit, GezagVastgelegd | GezagBeoordeeld)


def _leeg(feit: AanmeldingAangevuld | VraagAangevuld) -> AanmeldingAangevuld | VraagAangevuld:
    """The same completion without anything in it but who it came from."""
    niets = {veld.name: () if isinstance(getattr(feit, veld.name), tuple) else None for veld in fields(feit)}
    return replace(feit, **{**niets, "organisatie": feit.organisatie})  # type: ignore[arg-type]  # all fields, by name


def _zonder(genoemd: Genoemd, persoon_id: UUID) -> Genoemd:
    """Everybody who may be named but this person."""
    return Genoemd(
        tuple(mens for mens in genoemd.mensen if mens.persoon_id != persoon_id),
        tuple(
            spreker
            for spreker in genoemd.sprekers
            if spreker.persoon_id != persoon_id or spreker.hoedanigheid is not Hoedanigheid.ZELF
        ),
    )


def _medewerkers(waarden: Iterable[object]) -> Iterator[str]:
    """Who is named in these facts as somebody at work."""
    for waarde in waarden:
        if isinstance(waarde, tuple):
            yield from _medewerkers(waarde)
        elif is_dataclass(waarde) and not isinstance(waarde, type | Vernietigd):
            for veld in fields(waarde):
                deel = getattr(waarde, veld.name)
                if veld.name in _VAN_MEDEWERKERS and isinstance(deel, str) and not isinstance(deel, Rol):
                    yield deel
                yield from _medewerkers([deel] if is_dataclass(deel) or isinstance(deel, tuple) else [])


def _gegevens(mens: Betrokkene, eigen: _Eigen) -> Iterator[Gegeven]:
    yield Gegeven("Naam", mens.naam)
    if mens.geboortedatum is not None:
        yield Gegeven("Geboortedatum", datum(mens.geboortedatum))
    for wat, waarde in (("Burgerservicenummer", mens.bsn), ("Adres", mens.adres)):
        if waarde is not None:
            yield Gegeven(wat, waarde)
    yield Gegeven("Rol in de casus", str(mens.betrokkenheid))
    if mens.toelichting is not None:
        yield Gegeven("Toelichting", eigen.zonder_anderen(mens.toelichting))


def _inbreng(casus: Casus, eigen: _Eigen, woorden: Tafelwoorden) -> Iterator[Gegeven]:
    """What was told about the person at the table, by those who do not keep it secret."""
    for ico in casus.icos:
        for deel in ico.gehouden.inbreng if ico.gehouden is not None else ():
            if deel.persoon_id == eigen.persoon_id and deel.geheimhouding is Geheimhouding.GEEN:
                wie = f"Inbreng van {woorden.organisatie(deel.organisatie)}"
                yield Gegeven(wie, eigen.zonder_anderen(deel.tekst))


def _criteria(eigen: _Eigen, tafel: Tafel) -> Iterator[Gegeven]:
    """What was written down about the situation: the facts behind each criterion, and what triage found of it."""
    teksten = {een.code: een.tekst.rstrip(".") for een in tafel.criteria}

    def bij(code: str) -> str:
        return f"{code} ({teksten[code]})" if code in teksten else code

    for opgetekend in eigen.historie:
        feit = opgetekend.gebeurtenis
        if isinstance(feit, Aangemeld | AanmeldingAangevuld):
            for een in feit.criteria:
                yield Gegeven(f"Wat de aanmelder schreef bij criterium {bij(een.criterium)}", een.feiten)
        if isinstance(feit, Getrieerd):
            for oordeel in feit.oordelen:
                gevonden = oordeel.oordeel.replace("-", " ")
                wat = f"Wat de triage vond van criterium {bij(oordeel.criterium)}: {gevonden}"
                yield Gegeven(wat, oordeel.waarom)


def _grondslag(casus: Casus, woorden: Tafelwoorden) -> str | None:
    return None if casus.grondslag is None else woorden.grondslag(casus.grondslag.grondslag)


def _doelen(historie: Iterable[Opgetekend]) -> tuple[str, ...]:
    return tuple(sorted({DOEL.get(f.envelop.doel, f.envelop.doel) for f in historie if f.envelop.doel}))


def _herkomst(casus: Casus, persoon_id: UUID, woorden: Tafelwoorden) -> tuple[str, ...]:
    """The organisations that the data of the person came from (AVG 15(1)(g))."""
    van = {wie for mens, wie in casus.ingebracht_door if mens == persoon_id}
    van |= {
        deel.organisatie
        for ico in casus.icos
        if ico.gehouden is not None
        for deel in ico.gehouden.inbreng
        if deel.persoon_id == persoon_id
    }
    return tuple(sorted(woorden.organisatie(code) for code in van))


def _ontvangers(casus: Casus, woorden: Tafelwoorden) -> tuple[str, ...]:
    """Who got the data (AVG 15(1)(c)): organisations, other tables, and the monitor."""
    tafels = [woorden.tafel(id_) for id_ in andere_tafels(casus)]
    monitor = [MONITOR] if casus.monitor is not None else []
    return (*sorted(woorden.organisatie(code) for code in ontvangers(casus)), *tafels, *monitor)
