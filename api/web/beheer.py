"""What is in force, readable: tables, terms and rights; who has which; how the service does; and what needs a hand."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from starlette.responses import HTMLResponse, Response

from api.doctor import onderzoek_werk
from api.rechten import Recht
from api.rest.delen import Na, TafelId
from api.rest.deur import Mag
from api.rest.noodinzagen import InzagedoelId, NoodoordeelIn, beoordeel, lees_noodinzagen
from api.rest.privacyprotocollen import lees_privacyprotocollen
from api.rest.rechten import lees_rechten
from api.rest.toegang import Toegang
from api.rest.toekenningen import (
    HerzieningIn,
    ToekenningId,
    herzie,
    lees_toekenning,
)
from api.tafelwoorden import DEELNAMES, STUKKEN, bij_feestdag, ritme, termijn
from api.web.formulier import (
    Formulier,
    Ingevuld,
    OngeldigeInvoer,
    Soort,
    Veld,
    keuzes_uit,
    opnieuw,
)
from api.web.formulier import lees as lees_invoer
from api.web.scherm import Kruimel, Menupunt, Scherm, TafelVraag, Tekenaar, gekozen, verder
from api.web.toekenningen import organisatienamen
from api.web.werk import TE_LAAT, Teller
from api.web.woorden import woord
from api.wegen import Wegen
from domain.tafels import Tafel
from domain.weigering import Weigering
from infra.herziening import te_herzien
from infra.inzage.nood import Fgoordeel, onbeoordeeld
from infra.toekenning import Herzieningsuitkomst
from projections.dagen import datum

MENU = (
    Menupunt("Beheer", "/beheer", Recht.TOEKENNINGEN_LEZEN, van_tafel=False),
    Menupunt("Noodinzagen", "/noodinzagen", Recht.NOODINZAGEN),
)
PER_BLADZIJDE = 100
BEHEER = Kruimel("Beheer", "/beheer")
BEOORDELEN = "Een noodinzage beoordelen"
LIJSTEN = {
    "/noodinzagen": "Noodinzagen",
    "/beheer/berichten": "Berichten",
    "/beheer/toekenningen": "Wie heeft welke rechten",
}
"""What the lists are called that a form is about one thing of."""
router = Wegen()

Bekijker = Annotated[Toegang, Mag(Recht.RECHTEN_LEZEN, doel="raadpleging")]
Tafellezer = Annotated[Toegang, Mag(Recht.TAFELS, doel="raadpleging")]
Toekenninglezer = Annotated[Toegang, Mag(Recht.TOEKENNINGEN_LEZEN, doel="controle")]
Herziener = Annotated[Toegang, Mag(Recht.HERZIEN, doel="controle")]
Beheerder = Annotated[Toegang, Mag(Recht.BERICHTEN, doel="beheer")]
Fg = Annotated[Toegang, Mag(Recht.NOODINZAGEN, doel="controle")]
Beoordelaar = Annotated[Toegang, Mag(Recht.NOODINZAGE_BEOORDELEN, doel="controle")]


@router.get("/beheer")
def lees_beheer(scherm: Tekenaar, toegang: Tafellezer) -> HTMLResponse:
    """The tables as they are in force, and the way to the rest."""
    gebruiker, definities = toegang.gebruiker, toegang.dienst.definities
    return scherm.toon(
        "beheer/begin.html",
        toegang,
        [Kruimel("Beheer")],
        tafels=[toegang.dienst.shell.tafel(een) for een in definities.tafels],
        protocollen=lees_privacyprotocollen(toegang).regels,
        mag_protocollen=gebruiker.mag(Recht.PROTOCOL_LEZEN),
        mag_toekenningen=gebruiker.mag(Recht.TOEKENNINGEN_LEZEN),
        mag_berichten=gebruiker.mag(Recht.BERICHTEN),
        mag_nood=gebruiker.mag(Recht.NOODINZAGEN),
    )


@router.get("/beheer/tafels/{tafelId}")
def lees_tafel(scherm: Tekenaar, toegang: Tafellezer, tafel_id: TafelId) -> HTMLResponse:
    """One table: its rules, and how long data may stay."""
    shell = toegang.dienst.shell
    tafel = shell.tafel(tafel_id)
    protocol = shell.protocollen.geldend(tafel.regime)
    return scherm.toon(
        "beheer/tafel.html",
        toegang,
        [BEHEER, Kruimel(tafel.naam)],
        bekeken=tafel,
        protocol=protocol,
        termijnen=[(een, termijn(een)) for een in protocol.alle_regels],
        vraagt=[STUKKEN[een] for een in tafel.vraagt],
        triage=f"{ritme(tafel.triage)}. {bij_feestdag(tafel.triage)}",
        overleggen=[(een, ritme(een.ritme)) for een in tafel.overleggen],
        deelnemers=[(een, DEELNAMES[een.deelname]) for een in tafel.deelnemers],
    )


@router.get("/beheer/rechten")
def toon_rechten(scherm: Tekenaar, toegang: Bekijker) -> HTMLResponse:
    """Who may do what, and how far each role reaches."""
    kruimels = [BEHEER, Kruimel("Wie mag wat")]
    return scherm.toon("beheer/rechten.html", toegang, kruimels, tabel=lees_rechten(toegang))


@router.get("/beheer/toekenningen/{toekenningId}")
def vraag_herziening(scherm: Tekenaar, toegang: Herziener, toekenning_id: ToekenningId) -> HTMLResponse:
    """Ask whether a grant is still needed."""
    return _toon_herziening(scherm, toegang, toekenning_id, _herziening(toekenning_id))


@router.post("/beheer/toekenningen/{toekenningId}")
def leg_herziening_vast(
    scherm: Tekenaar, toegang: Herziener, toekenning_id: ToekenningId, invoer: Ingevuld
) -> Response:
    """Record what came of it."""
    formulier = _herziening(toekenning_id)
    try:
        herzie(toekenning_id, lees_invoer(HerzieningIn, formulier.velden, invoer), toegang)
    except (OngeldigeInvoer, Weigering) as fout:
        return _toon_herziening(scherm, toegang, toekenning_id, *opnieuw(formulier, invoer, fout))
    return verder("/beheer/toekenningen?gedaan=nagegaan")


@router.get("/beheer/doctor")
def toon_doctor(scherm: Tekenaar, toegang: Beheerder) -> HTMLResponse:
    """How the service does, in Dutch; what is not fine first, with what one does about it."""
    dienst = toegang.dienst
    bevindingen = list(onderzoek_werk(dienst.engine, dienst.settings))
    kruimels = [BEHEER, Kruimel("Hoe het met de dienst gaat")]
    return scherm.toon(
        "beheer/doctor.html",
        toegang,
        kruimels,
        niet=[een for een in bevindingen if not een.in_orde],
        wel=[een for een in bevindingen if een.in_orde],
    )


def stand(toegang: Toegang) -> Iterator[Teller]:
    """What is not fine with the service itself, for who can do something about it."""
    if toegang.gebruiker.mag(Recht.BERICHTEN):
        dienst = toegang.dienst
        niet = sum(not een.in_orde for een in onderzoek_werk(dienst.engine, dienst.settings))
        yield Teller(niet, "niet in orde bij de dienst", "/beheer/doctor", TE_LAAT)


def tel(toegang: Toegang, tafel: Tafel) -> Iterator[Teller]:
    """The grants that somebody has to look at, and the messages of this table that did not arrive."""
    dienst, gebruiker, tafels = toegang.dienst, toegang.gebruiker, frozenset({tafel.id})
    if gebruiker.mag(Recht.HERZIEN):
        gevonden = te_herzien(
            dienst.toekenningen, dienst.definities, vandaag=dienst.omgeving.vandaag(), tafels=tafels
        )
        yield Teller(len(list(gevonden)), "rechten om na te gaan", "/beheer/toekenningen", "fout")
    if gebruiker.mag(Recht.BERICHTEN):
        doden = dienst.berichten.beheer.doden(tafels=tafels, na=0, limiet=PER_BLADZIJDE)
        yield Teller(len(doden), "berichten die niet aankwamen", "/beheer/berichten", "fout")


# --- noodinzagen --------------------------------------------------------------------------------------------


@router.get("/noodinzagen")
def toon_noodinzagen(scherm: Tekenaar, toegang: Fg, tafel: TafelVraag = None, na: Na = None) -> HTMLResponse:
    """Who looked in an emergency, why and at what; what the FG has yet to judge first."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, "Noodinzagen", tel_nood)
    lijst = lees_noodinzagen(toegang, bij.id, na=na, limiet=PER_BLADZIJDE)
    return scherm.toon(
        "beheer/noodinzagen.html",
        toegang,
        [Kruimel("Noodinzagen")],
        tafel=bij,
        lijst=lijst,
        organisaties=organisatienamen(toegang),
        open=[een for een in lijst.regels if not _is_af(een.beoordeeld)],
        af=[een for een in lijst.regels if _is_af(een.beoordeeld)],
    )


@router.get("/noodinzagen/{inzagedoelId}")
def vraag_oordeel(scherm: Tekenaar, toegang: Beoordelaar, inzagedoel_id: InzagedoelId) -> HTMLResponse:
    """Ask what the FG thinks of it."""
    return toon_formulier(scherm, toegang, _oordeel(inzagedoel_id), BEOORDELEN)


@router.post("/noodinzagen/{inzagedoelId}")
def leg_oordeel_vast(
    scherm: Tekenaar, toegang: Beoordelaar, inzagedoel_id: InzagedoelId, invoer: Ingevuld
) -> Response:
    """Record it."""
    formulier = _oordeel(inzagedoel_id)
    try:
        beoordeel(inzagedoel_id, lees_invoer(NoodoordeelIn, formulier.velden, invoer), toegang)
    except (OngeldigeInvoer, Weigering) as fout:
        anders, status = opnieuw(formulier, invoer, fout)
        return toon_formulier(scherm, toegang, anders, BEOORDELEN, status)
    return verder("/noodinzagen")


def tel_nood(toegang: Toegang, tafel: Tafel) -> Iterator[Teller]:
    """The looks in an emergency that the FG has yet to judge."""
    if not toegang.gebruiker.mag(Recht.NOODINZAGE_BEOORDELEN):
        return
    with toegang.dienst.engine.connect() as verbinding:
        open_, _ = onbeoordeeld(verbinding, tafels=frozenset({tafel.id}))
    wat = "noodinzage wacht op uw oordeel" if open_ == 1 else "noodinzagen wachten op uw oordeel"
    yield Teller(open_, wat, f"/noodinzagen?tafel={tafel.id}", "let-op")


def _is_af(beoordeeld: object) -> bool:
    """Whether it was closed: what needs to be looked into stays open."""
    return getattr(beoordeeld, "oordeel", None) in {Fgoordeel.TERECHT, Fgoordeel.ONTERECHT}


# --- forms --------------------------------------------------------------------------------------------------


def _herziening(toekenning_id: UUID) -> Formulier:
    veld = Veld("uitkomst", "Wat doet u ermee", Soort.KEUZE, keuzes=keuzes_uit(Herzieningsuitkomst))
    return Formulier(f"/beheer/toekenningen/{toekenning_id}", "Vastleggen", (veld,))


def _oordeel(inzagedoel_id: UUID) -> Formulier:
    veld = Veld(
        "oordeel",
        "Wat vindt u ervan",
        Soort.KEUZE,
        "‘Nader onderzoek’ houdt de noodinzage open. Een ander oordeel sluit haar af en blijft zo.",
        keuzes=keuzes_uit(Fgoordeel),
    )
    return Formulier(f"/noodinzagen/{inzagedoel_id}", "Vastleggen", (veld,))


def _toon_herziening(
    scherm: Scherm,
    toegang: Toegang,
    toekenning_id: UUID,
    formulier: Formulier,
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    over = lees_toekenning(toekenning_id, toegang)
    gegevens = (
        ("Wie", over.medewerker),
        ("Rol", woord(over.rol)),
        ("Organisatie", organisatienamen(toegang).get(over.organisatie, over.organisatie)),
        ("Tafels", ", ".join(over.tafels)),
        ("Laatst gebruikt", datum(over.laatst_gebruikt) if over.laatst_gebruikt else "nooit"),
    )
    return toon_formulier(scherm, toegang, formulier, "Rechten nagaan", status, gegevens)


def toon_formulier(  # noqa: PLR0917 a page, with which form, about what and how it went
    scherm: Scherm,
    toegang: Toegang,
    formulier: Formulier,
    titel: str,
    status: HTTPStatus = HTTPStatus.OK,
    gegevens: Sequence[tuple[str, str]] = (),
) -> HTMLResponse:
    """A form about one thing of a list, which one goes back to."""
    vorige = formulier.pad.rpartition("/")[0]
    kruimels = [Kruimel(LIJSTEN[vorige], vorige)]
    if vorige != "/noodinzagen":
        kruimels.insert(0, BEHEER)
    return scherm.toon(
        "beheer/formulier.html",
        toegang,
        [*kruimels, Kruimel(titel)],
        status,
        titel=titel,
        gegevens=gegevens,
        formulier=formulier,
        terug=vorige,
    )
