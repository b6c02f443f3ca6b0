"""Routes that read the overleggen of a table and keep their agendas. Docstrings of routes are for users."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import AfterValidator, Field

from api.aanmelding import Code, Dag, Model
from api.anoniem import NIEMAND_GENOEMD, Genoemd, zonder_namen
from api.beperkt import beperkte_mensen, zonder_beperkten
from api.bereik import bereikt
from api.herkenning import NIET_ZICHTBAAR
from api.rechten import Recht
from api.rest.casusdelen import WieUit
from api.rest.delen import (
    AgendapuntId,
    LijstOp,
    Limiet,
    Na,
    NieuwId,
    OverlegId,
    OverlegOp,
    Uit,
    UtcTijdstip,
    VanTafel,
    bladzijde,
    uit_cursor,
)
from api.rest.deur import Mag
from api.rest.invoer import RedenIn
from api.rest.overleggen import OverlegAntwoord, Overlegbeheer
from api.rest.peil import Peil, peil
from api.rest.terugblik import AGENDA, Blik, Lijst, Terugblik, kijk
from api.rest.toegang import Toegang, mensen_in
from api.rest.uit_de_kluis import genoemd_per_stroom
from api.wegen import Wegen
from domain.casus.evolve import vouw
from domain.casus.state import Casus
from domain.casus.waarden import NIEMAND, Vorm
from domain.historie import van_casus, van_overleg
from domain.overleg.state import Overleg, Overlegfase, vouw_overleg
from domain.overleg.waarden import Overlegsoort, Puntsoort
from domain.tafels import Deelname
from infra.codec import KluisGeschonden
from infra.overleggen import OnbekendOverleg
from infra.shell import OnbekendeCasus
from projections import agenda

router = Wegen(prefix="/v1", tags=["overleg"])

Teksten = tuple[str | None, str | None, str | None]
"""Of an overleg: where it is, why it was moved or called off, and the report."""

Overleglezer = Annotated[Toegang, Mag(Recht.OVERLEG_LEZEN, doel="casusoverleg")]


class AgendapuntIn(Model):
    """Which case stands on the agenda, and why."""

    agendapunt_id: NieuwId | None = Field(
        default=None, description="Eigen id; dan is nog eens sturen onschadelijk."
    )
    casusnummer: Annotated[Code, AfterValidator(str.upper)]
    soort: Puntsoort


class AgendapuntAntwoord(OverlegAntwoord):
    """What a place on the agenda led to."""

    agendapunt_id: UUID


class AgendapuntKort(Uit):
    """A case on the agenda."""

    agendapunt_id: UUID
    soort: Puntsoort
    casusnummer: str
    besproken_op: date | None


class UitgenodigdeUit(Uit):
    """Somebody who was invited, and the last answer."""

    uitnodiging_id: UUID
    genodigde: str = Field(description="De code van een organisatie, of een rol.")
    medewerker: str | None = Field(description="Pseudonieme id van de medewerker.")
    deelname: Deelname
    agendapunt_id: UUID | None = Field(description="Alleen voor dit agendapunt. Leeg: voor het hele overleg.")
    antwoord: Literal["open", "bevestigd", "afgezegd"]
    vervanger: str | None = Field(description="Pseudonieme id van wie in de plaats komt.")


class OverlegKort(Uit):
    """An overleg with its agenda and who comes."""

    overleg_id: UUID
    soort: Overlegsoort
    begint: UtcTijdstip
    minuten: int
    vorm: Vorm
    capaciteit: int = Field(description="Hoeveel agendapunten er op de agenda passen.")
    bezet: int = Field(description="Hoeveel plaatsen bezet zijn.")
    vrij: int = Field(description="Hoeveel plaatsen nog vrij zijn.")
    fase: Overlegfase
    eigenlijk: date | None = Field(description="De dag waarop het overleg zonder de feestdag was geweest.")
    feestdag: str | None = Field(description="De feestdag waardoor het overleg op een andere dag is.")
    verzet_van: UtcTijdstip | None = Field(description="Wanneer het overleg was voordat het is verzet.")
    agendapunten: list[AgendapuntKort]
    uitnodigingen: list[UitgenodigdeUit]


class OverleggenUit(Lijst):
    """The overleggen of a table."""

    regels: list[OverlegKort]


class AgendapuntMetWie(AgendapuntKort):
    """A case on the agenda, and whom it is about."""

    betrokkenen: list[WieUit] = Field(
        description="Om wie het gaat. Bespreekt de tafel anoniem, dan staan er rollen in plaats van namen."
    )
    leesbaar: bool = Field(
        description="Zijn de gegevens van de casus te lezen? Zo niet, dan klopt niet meer wat is opgeslagen, "
        "en staat er niemand bij."
    )


class AanwezigheidUit(Uit):
    """Who was there."""

    genodigde: str
    medewerker: str | None
    minuten: int


class OverlegUit(OverlegKort, Terugblik):
    """An overleg as it is, or as it was at a moment."""

    tafel: str
    plaats: str | None
    reden: str | None = Field(description="Waarom het overleg is verzet of niet doorgaat.")
    agendapunten: list[AgendapuntMetWie]  # type: ignore[assignment] # each says more
    aanwezig: list[AanwezigheidUit]
    verslag: str | None


@dataclass(frozen=True)
class _Gelezen:
    """An overleg as it is, which says who may read what, and as it was when asked for."""

    nu: Overleg
    toen: Overleg
    blik: Blik


@router.get("/overleggen", summary="De agenda bekijken")
def lees_overleggen(  # noqa: PLR0917 FastAPI binds them by name
    toegang: Overleglezer,
    tafel: VanTafel,
    van: Annotated[Dag | None, Query(description="Alleen overleggen op of na deze dag.")] = None,
    tot: Annotated[Dag | None, Query(description="Alleen overleggen op of voor deze dag.")] = None,
    op: LijstOp = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> OverleggenUit:
    """Bekijk de overleggen van een tafel: wat erop staat, wat er nog bij kan, en wie er komt."""
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, agenda.Sleutel)
    with kijk(toegang, bij, AGENDA, op=op) as blik:
        rijen, volgende = bladzijde(
            lambda aantal: agenda.in_periode(
                blik.verbinding, bij.id, van=van, tot=tot, na=vanaf, limiet=aantal
            ),
            limiet=limiet,
        )
        ids = [rij.overleg_id for rij in rijen]
        punten = agenda.agendapunten(
            blik.verbinding, overleggen_ids=ids, ook_afgeschermd=toegang.gebruiker.ziet_afgeschermd
        )
        genodigden = agenda.uitgenodigd(blik.verbinding, overleggen_ids=ids)
    toegang.toon_nummers((punt.stroom_id for punt in punten), tafel=bij)
    return OverleggenUit(regels=_regels(rijen, punten, genodigden), volgende=volgende, **blik.uit)


@router.get("/overleggen/{overlegId}", summary="Een overleg lezen")
def lees_overleg(overleg_id: OverlegId, toegang: Overleglezer, op: OverlegOp = None) -> OverlegUit:
    """Lees een overleg: de agenda, wie er komt en, als het is gehouden, het verslag. Met 'op': zoals het toen was."""
    overleggen, bij = toegang.dienst.overleggen, peil(op, None, nu=toegang.dienst.omgeving.nu())
    historie = overleggen.historie(overleg_id)
    nu, toen = vouw_overleg(van_overleg(historie)), vouw_overleg(van_overleg(bij.van(historie)))
    toegang.eis_overleg(nu)
    if toen.gepland is None:
        raise OnbekendOverleg
    if op is None:
        toegang.kijk.versie = historie[-1].versie
    stromen = {overleg_id, *overleggen.casussen_van(nu).values()} if op is not None else None
    with kijk(toegang, toegang.tafel(toen.gepland.tafel), AGENDA, op=op, stromen=stromen) as blik:
        gevonden = agenda.agenda(
            blik.verbinding, overleg_id, ook_afgeschermd=toegang.gebruiker.ziet_afgeschermd
        )
    if gevonden is None:
        raise OnbekendOverleg
    return _overleg_uit(_Gelezen(nu, toen, blik), gevonden, toegang)


@router.post("/overleggen/{overlegId}/agendapunten", summary="Een casus op de agenda zetten")
def zet_op_agenda(overleg_id: OverlegId, invoer: AgendapuntIn, toegang: Overlegbeheer) -> AgendapuntAntwoord:
    """Zet een casus van deze tafel op de agenda, als er plaats is."""
    agendapunt_id = invoer.agendapunt_id or toegang.nieuw_id()
    # Before the case is looked for, so that another table's overleg tells nothing about which numbers there are.
    toegang.eis_overleg(toegang.dienst.overleggen.laad(overleg_id))

    def mag(overleg: Overleg, casus: Casus) -> None:
        toegang.eis_overleg(overleg)
        toegang.eis_bereik(casus)

    gedaan = toegang.gezien(
        toegang.dienst.overleggen.zet_op_agenda(
            overleg_id,
            invoer.casusnummer,
            invoer.soort,
            agendapunt_id=agendapunt_id,
            namens=toegang.namens,
            mag=mag,
        )
    )
    return AgendapuntAntwoord(**OverlegAntwoord.waarden(gedaan), agendapunt_id=agendapunt_id)


@router.post(
    "/overleggen/{overlegId}/agendapunten/{agendapuntId}/schrappingen",
    summary="Een casus van de agenda halen",
)
def haal_van_agenda(
    overleg_id: OverlegId, agendapunt_id: AgendapuntId, invoer: RedenIn, toegang: Overlegbeheer
) -> OverlegAntwoord:
    """Haal een casus van de agenda. De casus wacht dan weer."""
    gedaan = toegang.dienst.overleggen.haal_van_agenda(
        overleg_id, agendapunt_id, invoer.reden, namens=toegang.namens, mag=toegang.eis_overleg
    )
    return OverlegAntwoord.van(toegang.gezien(gedaan))


# --- joined at read time ------------------------------------------------------------------------------------


def _regels(
    rijen: Sequence[agenda.Overleg],
    punten: Iterable[agenda.Agendapunt],
    genodigden: Iterable[agenda.Uitnodiging],
) -> list[OverlegKort]:
    per_overleg: dict[UUID, list[agenda.Agendapunt]] = defaultdict(list)
    wie: dict[UUID, list[agenda.Uitnodiging]] = defaultdict(list)
    for punt in punten:
        per_overleg[punt.overleg_id].append(punt)
    for uitnodiging in genodigden:
        wie[uitnodiging.overleg_id].append(uitnodiging)
    return [
        OverlegKort.model_validate(
            {**vars(rij), "agendapunten": per_overleg[rij.overleg_id], "uitnodigingen": wie[rij.overleg_id]}
        )
        for rij in rijen
    ]


def _overleg_uit(gelezen: _Gelezen, gevonden: agenda.Agenda, toegang: Toegang) -> OverlegUit:
    """The overleg, with who its cases are about as far as this reader may know."""
    overleg, toen = gelezen.toen, Peil(gelezen.blik.op)
    casussen, onleesbaar = _casussen(gevonden.punten, toegang, toen)
    punten = sorted(gevonden.punten, key=lambda punt: _wacht_sinds(punt, casussen[punt.agendapunt_id]))
    tafel, teksten = toegang.dienst.shell.tafel(gevonden.overleg.tafel), _teksten(overleg)
    for punt in gevonden.punten:
        casus = casussen[punt.agendapunt_id]
        if casus is None:
            toegang.toon_nummers([punt.stroom_id], tafel=tafel)
        else:
            toegang.toon(punt.stroom_id, mensen_in(casus.betrokkenen), tafel=tafel)
    if any(teksten):
        # Also of what is not on the agenda, or not to be seen, the text may tell.
        toegang.toon_nummers(toegang.dienst.overleggen.casussen_van(gelezen.nu).values(), tafel=tafel)
    if not toegang.gebruiker.ziet_namen(tafel):
        teksten = _zonder_namen(teksten, gelezen.nu, toegang)
        casussen = {punt_id: zonder_namen(casus, NIEMAND_GENOEMD) for punt_id, casus in casussen.items()}
    plaats, reden, verslag = teksten
    return OverlegUit.model_validate(
        {
            **vars(gevonden.overleg),
            "agendapunten": [
                _met_wie(punt, casussen[punt.agendapunt_id], leesbaar=punt.agendapunt_id not in onleesbaar)
                for punt in punten
            ],
            "uitnodigingen": gevonden.uitnodigingen,
            "plaats": plaats,
            "reden": reden,
            "verslag": verslag,
            "aanwezig": overleg.gehouden.aanwezig if overleg.gehouden is not None else (),
            **gelezen.blik.uit,
        }
    )


def _wacht_sinds(punt: agenda.Agendapunt, casus: Casus | None) -> tuple[date, str]:
    """What an agenda is ordered by: who waits longest comes first; what this reader sees nothing of, last."""
    sinds = casus.eerste_verwerking if casus is not None else None
    return sinds or date.max, punt.casusnummer


def _casussen(
    punten: Iterable[agenda.Agendapunt], toegang: Toegang, toen: Peil
) -> tuple[dict[UUID, Casus | None], set[UUID]]:
    """The case of each agenda item, as ``_casus`` gives it, and the items whose case is damaged.

    One that is damaged takes no other down with it.
    """
    casussen: dict[UUID, Casus | None] = {}
    onleesbaar = set()
    for punt in punten:
        try:
            casussen[punt.agendapunt_id] = _casus(punt.casusnummer, toegang, toen)
        except KluisGeschonden:
            casussen[punt.agendapunt_id] = None
            onleesbaar.add(punt.agendapunt_id)
    return casussen, onleesbaar


def _casus(casusnummer: str, toegang: Toegang, toen: Peil) -> Casus | None:
    """The case as it was then, unless it was destroyed meanwhile or its data are shielded from this reader by now.

    Of whom the data are restricted now, no more than that: as in the case itself.
    """
    try:
        geladen = toegang.dienst.shell.laad(casusnummer)
    except OnbekendeCasus:
        return None
    if not bereikt(toegang.gebruiker, geladen.casus, Recht.CASUS_LEZEN):
        return None
    feiten = van_casus(toen.van(geladen.historie))
    if not toegang.gebruiker.ziet_afgeschermd:
        beperkt = beperkte_mensen(geladen.casus.beperkingen)
        feiten = [zonder_beperkten(feit, beperkt) for feit in feiten]
    return vouw(feiten)


def _met_wie(punt: agenda.Agendapunt, casus: Casus | None, *, leesbaar: bool) -> AgendapuntMetWie:
    mensen = casus.betrokkenen if casus is not None else ()
    genoemd = [mens for mens in mensen if mens.persoon_id != NIEMAND]
    return AgendapuntMetWie.model_validate({**vars(punt), "betrokkenen": genoemd, "leesbaar": leesbaar})


def _zonder_namen(teksten: Teksten, nu: Overleg, toegang: Toegang) -> Teksten:
    """The texts without anybody of the cases that ever stood on the agenda, also where they cannot be read here.

    Also of those that came on it later: a text may have named them already. Of a case that was destroyed nobody knows
    any more who it was about, so then there is no text at all.
    """
    stromen = toegang.dienst.overleggen.casussen_van(nu)
    genoemd = genoemd_per_stroom(set(stromen.values()), toegang)
    ooit = [stromen.get(punt.toegevoegd.agendapunt_id) for punt in nu.agendapunten]
    if any(stroom_id not in genoemd for stroom_id in ooit):
        plaats, reden, verslag = (NIET_ZICHTBAAR if tekst is not None else None for tekst in teksten)
        return plaats, reden, verslag
    return zonder_namen(teksten, reduce(Genoemd.en, genoemd.values(), NIEMAND_GENOEMD))


def _teksten(overleg: Overleg) -> Teksten:
    """Where it is, why it was moved or called off, and the report."""
    gewijzigd = overleg.afgezegd or overleg.verzet
    return (
        overleg.gepland.plaats if overleg.gepland is not None else None,
        gewijzigd.reden if gewijzigd is not None else None,
        overleg.gehouden.verslag if overleg.gehouden is not None else None,
    )
