"""The route of the triagelijst, with names from the kluis. Docstrings of routes are for users."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from api.aanmelding import Dag
from api.beperkt import NIEMAND_BEPERKT, Beperkten, met_merk, raakt
from api.bereik import beperking, leest
from api.rechten import Recht
from api.rest.casusdelen import CASUS_BEPERKT, WieInCasusUit
from api.rest.delen import LijstOp, Limiet, Na, Uit, UtcTijdstip, VanTafel, bladzijde, uit_cursor
from api.rest.deur import Mag
from api.rest.terugblik import TRIAGE, Blik, Lijst, kijk
from api.rest.toegang import Toegang
from api.rest.toestemming import ToestemmingsstandUit
from api.rest.uit_de_kluis import Feiten, beperkten_van, getoond, lees, toon_mensen
from api.wegen import Wegen
from domain.casus.events import ToestemmingGegeven, ToestemmingGeweigerd, ToestemmingIngetrokken
from domain.casus.evolve import NOG_NIETS
from domain.casus.waarden import Betrokkene
from domain.rollen import Rol
from domain.tafels import Tafel
from projections import triagelijst

router = Wegen(prefix="/v1", tags=["weergaven"])


class OntbreektUit(Uit):
    """A missing piece."""

    code: str
    zin: str


class ToestemmingstellingUit(Uit):
    """How often consent was given, refused and withdrawn: the last word for each person and purpose."""

    gegeven: int
    geweigerd: int
    ingetrokken: int


class CriteriumgroepUit(Uit):
    """What is still open in one group of criteria, by code."""

    groep: str
    zonder_feiten: list[str] = Field(description="Criteria waarover nog geen feiten zijn aangeleverd.")
    onduidelijk: list[str] = Field(description="Criteria die de vorige triage onduidelijk vond.")


class SamenloopstandUit(Uit):
    """What a look at the other tables found, without saying of whom."""

    geraadpleegd_op: date = Field(description="Wanneer iemand dit het laatst vroeg.")
    personen: int = Field(description="Van hoeveel mensen dit is gevraagd.")
    treffers: int = Field(description="Hoe vaak een andere tafel een van hen kent.")


class AgendaplaatsUit(Uit):
    """Where the case stands on an agenda."""

    overleg_id: UUID
    agendapunt_id: UUID
    begint: UtcTijdstip | None


class WachtendeUit(Uit):
    """A case that waits for triage."""

    casusnummer: str
    gemeente: str
    aanpak: str | None
    organisatie: str
    aangemeld_op: UtcTijdstip = Field(description="Wanneer de aanmelding hier binnenkwam.")
    sinds: date = Field(description="De dag van de aanmelding. Vanaf deze dag telt 'dagenWacht'.")
    dagen_wacht: int
    aangehouden: bool = Field(description="Is de casus bij een eerdere triage aangehouden?")
    voor_triage: date = Field(
        description="De triage waarvoor de casus nu op de lijst staat. "
        "Dat is de eerste triage na de aanmelding of, na aanhouden, de dag waarop de casus terugkomt."
    )
    termijn: date = Field(
        description="De eerste triage na de aanmelding. Uiterlijk op deze dag hoort de casus te zijn besproken. "
        "Aanhouden verandert deze dag niet."
    )
    termijn_dagen: int = Field(description="Hoeveel dagen de termijn geeft, gerekend vanaf 'sinds'.")
    over_termijn: bool = Field(description="Is de termijn voorbij, terwijl de casus nog wacht?")
    compleet: bool = Field(description="Er ontbreekt niets. De triage kan dan tot een ICO besluiten.")
    ontbreekt: list[OntbreektUit] = Field(description="Wat nog niet is aangeleverd.")
    open_criteria: list[CriteriumgroepUit] = Field(
        description="Wat er per groep van criteria nog openstaat. Eén groep waarin niets openstaat is genoeg."
    )
    onduidelijk: list[str] = Field(
        description="Codes van de criteria die de vorige triage onduidelijk vond. "
        "Een criterium gaat van deze lijst zodra er nieuwe feiten over zijn aangeleverd. "
        "Feiten die nog nooit zijn aangeleverd, staan bij 'ontbreekt'."
    )
    toestemmingen: ToestemmingstellingUit
    toestemming: list[ToestemmingsstandUit] = Field(
        description="Hoe het vandaag met de toestemming staat, voor elke persoon en elk doel waarvoor die nodig is."
    )
    samenloop: SamenloopstandUit | None = Field(
        description="Of andere tafels deze mensen kennen. Leeg: dat is nog niet gevraagd, of het is niet voor u."
    )
    agenda: AgendaplaatsUit | None = Field(description="De triage waarvoor de casus op de agenda staat.")
    beperkt: bool = Field(description=CASUS_BEPERKT)
    betrokkenen: list[WieInCasusUit]


class TriagelijstUit(Lijst):
    """What waits for triage at a table."""

    regels: list[WachtendeUit]


@router.get("/triagelijst", summary="De triagelijst bekijken")
def lees_triagelijst(  # noqa: PLR0917 FastAPI binds them by name
    toegang: Annotated[Toegang, Mag(Recht.TRIAGELIJST, doel="triage")],
    tafel: VanTafel,
    tot: Annotated[Dag | None, Query(description="Alleen voor triages tot en met deze dag.")] = None,
    op: LijstOp = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> TriagelijstUit:
    """Bekijk wat op triage wacht en wat er ontbreekt. Een melder ziet alleen de eigen organisatie."""
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, triagelijst.Sleutel)
    with kijk(toegang, bij, TRIAGE, op=op) as blik:
        rijen, volgende = bladzijde(
            lambda aantal: triagelijst.wachtrij(
                blik.verbinding,
                bij.id,
                tafels=toegang.dienst.definities.versies,
                organisatie=beperking(toegang.gebruiker).organisatie,
                tot=tot,
                na=vanaf,
                limiet=aantal,
            ),
            limiet=limiet,
        )
    regels = _wachtenden(rijen, toegang, tafel=bij, blik=blik)
    return TriagelijstUit(regels=regels, volgende=volgende, **blik.uit)


# --- joined from the kluis at read time ---------------------------------------------------------------------


def _wachtenden(
    rijen: Sequence[triagelijst.Wachtende], toegang: Toegang, *, tafel: Tafel, blik: Blik
) -> list[WachtendeUit]:
    feiten = lees(((rij.stroom_id, versie) for rij in rijen for versie in rij.versies), toegang)
    vandaag, tafels = blik.vandaag, toegang.dienst.definities.versies
    casussen = triagelijst.casussen(feiten)
    gelezen = [
        feit for feit in feiten if leest(toegang.gebruiker, feit, casus=casussen[feit.stroom_id], tafel=tafel)
    ]
    # The consent is reckoned from what was said by whom, so before the names are left out; to a melder the people
    # whom others brought in are not there, nor is it that somebody has to ask them.
    gezegd = triagelijst.casussen(gelezen) if toegang.rol is Rol.MELDER else casussen
    nu = [
        triagelijst.met_toestemming(rij, gezegd.get(rij.stroom_id, NOG_NIETS), tafels=tafels, vandaag=vandaag)
        for rij in rijen
    ]
    zichtbaar = getoond(gelezen, toegang, tafel=tafel)
    mensen = toon_mensen(nu, zichtbaar, toegang, tafel=tafel)
    beperkt = beperkten_van((rij.stroom_id for rij in nu), toegang)
    return [
        _wachtende(
            rij,
            zichtbaar,
            toegang,
            mensen=wie,
            vandaag=vandaag,
            beperkten=beperkt.get(rij.stroom_id, NIEMAND_BEPERKT),
        )
        for rij, wie in zip(nu, mensen, strict=True)
    ]


def _wachtende(
    rij: triagelijst.Wachtende,
    feiten: Feiten,
    toegang: Toegang,
    *,
    mensen: Sequence[Betrokkene],
    vandaag: date,
    beperkten: Beperkten,
) -> WachtendeUit:
    return WachtendeUit.model_validate(
        {
            **vars(rij),
            "compleet": rij.compleet,
            "dagen_wacht": rij.dagen_wacht(vandaag),
            "termijn_dagen": rij.termijn_dagen,
            "over_termijn": rij.over_termijn(vandaag),
            "toestemmingen": _telling(rij, feiten),
            "toestemming": _toestemming(rij, mensen),
            "samenloop": _samenloop(rij) if toegang.gebruiker.ziet_samenloop else None,
            "agenda": _agendaplaats(rij),
            "beperkt": raakt(mensen, beperkten),
            "betrokkenen": met_merk(mensen, beperkten),
        }
    )


def _telling(rij: triagelijst.Wachtende, feiten: Feiten) -> ToestemmingstellingUit:
    """The last word for each person and purpose, among those that this reader may read."""
    laatste: dict[tuple[UUID, str], type] = {}
    for versie in sorted(rij.versies):
        feit = feiten.get((rij.stroom_id, versie))
        if isinstance(feit, ToestemmingGegeven | ToestemmingGeweigerd | ToestemmingIngetrokken):
            laatste[feit.persoon_id, feit.doel] = type(feit)
    soorten = Counter(laatste.values())
    return ToestemmingstellingUit(
        gegeven=soorten[ToestemmingGegeven],
        geweigerd=soorten[ToestemmingGeweigerd],
        ingetrokken=soorten[ToestemmingIngetrokken],
    )


def _toestemming(rij: triagelijst.Wachtende, mensen: Sequence[Betrokkene]) -> list[ToestemmingsstandUit]:
    rollen = {mens.persoon_id: mens.betrokkenheid for mens in mensen}
    return [
        ToestemmingsstandUit.model_validate({**vars(stand), "betrokkenheid": rollen[stand.persoon_id]})
        for stand in rij.toestemming or ()
        if stand.persoon_id in rollen
    ]


def _samenloop(rij: triagelijst.Wachtende) -> SamenloopstandUit | None:
    if rij.samenloop_op is None:
        return None
    return SamenloopstandUit(
        geraadpleegd_op=rij.samenloop_op, personen=rij.samenloop_personen, treffers=rij.samenloop_treffers
    )


def _agendaplaats(rij: triagelijst.Wachtende) -> AgendaplaatsUit | None:
    if rij.overleg_id is None or rij.agendapunt_id is None:
        return None
    return AgendaplaatsUit(
        overleg_id=rij.overleg_id, agendapunt_id=rij.agendapunt_id, begint=rij.overleg_begint
    )
