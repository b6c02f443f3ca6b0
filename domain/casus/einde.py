"""The rules of up, down and closing, and of destroying the data."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from domain.casus.bewaren import eis_vernietigbaar
from domain.casus.commands import (
    Heropen,
    LaatBuitenVernietiging,
    SchaalAf,
    SchaalOp,
    SchaalTerug,
    SluitAf,
    SluitVoorlopigAf,
    Verwijder,
)
from domain.casus.events import (
    Afgeschaald,
    Afgesloten,
    AgendapuntBesproken,
    BuitenVernietigingGelaten,
    Feit,
    GegevensVerwijderd,
    Heropend,
    Opgeschaald,
    Teruggeschaald,
    VoorlopigAfgesloten,
)
from domain.casus.grond import eis_geen_nee
from domain.casus.omstandigheden import IN_BEHANDELING, Omstandigheden, eis_fase, eis_tekst
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Betrokkene, Lijstgang, Verwijdergrond
from domain.overleg.waarden import Puntsoort
from domain.tafels import TAFEL
from domain.weigering import Weigering

WIJZE = "versleutelde inhoud gewist en sleutels vernietigd"
SYSTEMEN = ("kluis", "sleutels", "nummers", "weergaven")
GECONTROLEERD = (
    "geen inhoud meer in de kluis",
    "geen sleutel meer",
    "nummer leidt nergens heen",
    "weergaven leeg",
)
UITGEWERKT = frozenset({Fase.NIET_OPGENOMEN, Fase.AFGESLOTEN})
SLUITBAAR = frozenset({Fase.OPGENOMEN, Fase.MONITORING, Fase.AFGESCHAALD, Fase.VOORLOPIG_AFGESLOTEN})
HEROPENBAAR = frozenset({Fase.AFGESCHAALD, Fase.VOORLOPIG_AFGESLOTEN})


def schaal_op(casus: Casus, opdracht: SchaalOp, *, bij: Omstandigheden) -> list[Feit]:
    """Bring the case one level up, only along an edge that the table has: from a RET to the BEN, then national [4]."""
    eis_fase(casus, IN_BEHANDELING, "Opschalen")
    feit = Opgeschaald(opdracht.naar, opdracht.reden)
    if feit == casus.schaling and casus.niveau == opdracht.naar:
        return []
    if opdracht.naar not in {niveau.code for niveau in bij.tafel.op_van(casus.niveau)}:
        raise Weigering("Naar dit niveau kan deze casus vanaf hier niet worden opgeschaald.")
    eis_tekst(opdracht.reden, "waarom wordt opgeschaald")
    eis_geen_nee(casus, bij.tafel, op=bij.vandaag)
    return [feit]


def schaal_terug(casus: Casus, opdracht: SchaalTerug, *, bij: Omstandigheden) -> list[Feit]:
    """Bring the case back one level, along the edge that it came up by."""
    del bij
    feit = Teruggeschaald(opdracht.naar, opdracht.reden)
    if casus.schaling == feit and casus.niveau == opdracht.naar:
        return []
    eis_fase(casus, IN_BEHANDELING, "Terugschalen")
    if not casus.niveaus:
        raise Weigering("Deze casus is niet opgeschaald.")
    if opdracht.naar != (TAFEL, *casus.niveaus)[-2]:
        raise Weigering("Een casus komt stap voor stap terug: naar het niveau vanwaar hij is opgeschaald.")
    eis_tekst(opdracht.reden, "waarom de casus terugkomt")
    return [feit]


def schaal_af(casus: Casus, opdracht: SchaalAf, *, bij: Omstandigheden) -> list[Feit]:
    """Hand the case to a lower level; that is decided in a joint overleg [2]."""
    feit = Afgeschaald(opdracht.naar, opdracht.reden, opdracht.besloten_in)
    if casus.fase is Fase.AFGESCHAALD and casus.sluiting == feit:
        return []
    eis_fase(casus, frozenset({Fase.MONITORING}), "Afschalen")
    if opdracht.naar not in {niveau.code for niveau in bij.tafel.afschalen}:
        raise Weigering("Naar dit niveau kan deze tafel niet afschalen.")
    eis_tekst(opdracht.reden, "waarom wordt afgeschaald")
    _eis_besloten(casus, opdracht.besloten_in)
    _eis_niets_open(casus)
    return [feit]


def sluit_voorlopig_af(casus: Casus, opdracht: SluitVoorlopigAf, *, bij: Omstandigheden) -> list[Feit]:
    """Close for the time being, as a joint overleg decided [2]; the retention clock runs on."""
    feit = VoorlopigAfgesloten(opdracht.reden, opdracht.besloten_in, opdracht.herzien_op)
    if casus.fase is Fase.VOORLOPIG_AFGESLOTEN and casus.sluiting == feit:
        return []
    eis_fase(casus, frozenset({Fase.MONITORING}), "Voorlopig afsluiten")
    eis_tekst(opdracht.reden, "waarom voorlopig wordt afgesloten")
    if opdracht.herzien_op <= bij.vandaag:
        raise Weigering("Kies een datum na vandaag om opnieuw naar de casus te kijken.")
    _eis_besloten(casus, opdracht.besloten_in)
    _eis_niets_open(casus)
    return [feit]


def heropen(casus: Casus, opdracht: Heropen, *, bij: Omstandigheden) -> list[Feit]:
    """Let a case that was scaled down or closed for the time being run again."""
    del bij
    if casus.fase is Fase.MONITORING and casus.heropening == Heropend(opdracht.reden):
        return []
    eis_fase(casus, HEROPENBAAR, "Heropenen")
    eis_tekst(opdracht.reden, "waarom de casus wordt heropend")
    return [Heropend(opdracht.reden)]


def sluit_af(casus: Casus, opdracht: SluitAf, *, bij: Omstandigheden) -> list[Feit]:
    """Close the case. The term that was set at the first processing stays: it does not start anew."""
    feit = Afgesloten(opdracht.reden, opdracht.resultaat, afgesloten_op=bij.vandaag)
    eerder = replace(feit, afgesloten_op=casus.afgesloten_op)
    if casus.fase is Fase.AFGESLOTEN and casus.sluiting == eerder:
        return []
    eis_fase(casus, SLUITBAAR, "Afsluiten")
    eis_tekst(opdracht.reden, "waarom wordt afgesloten")
    _eis_niets_open(casus)
    return [feit]


def laat_buiten_vernietiging(
    casus: Casus, opdracht: LaatBuitenVernietiging, *, bij: Omstandigheden
) -> list[Feit]:
    """Keep with the case why it was left out of a vernietigingslijst."""
    del bij
    feit = BuitenVernietigingGelaten(opdracht.lijstnummer, opdracht.reden, opdracht.toelichting)
    if casus.buiten_vernietiging == feit and casus.fase is not Fase.VERWIJDERD:
        return []
    _eis_gegevens(casus)
    eis_tekst(opdracht.toelichting, "waarom de casus buiten de vernietiging blijft")
    return [feit]


def verwijder(casus: Casus, opdracht: Verwijder, *, bij: Omstandigheden) -> list[Feit]:
    """Destroy the data: three others proposed, checked and approved it, and the ground still holds now."""
    if casus.fase is Fase.VERWIJDERD:
        return []
    gang = opdracht.gang
    eis_vier_mensen(gang, bij.wie.id)
    _eis_grond_geldt(casus, opdracht, bij)
    if casus.bewaren_tot is None or casus.bewaarregel is None:
        raise Weigering("Van deze casus is geen bewaartermijn bekend.")
    return [
        GegevensVerwijderd(
            bewijsnummer=opdracht.bewijsnummer,
            tafel=casus.tafel,
            regime=casus.regime,
            grond=opdracht.grond,
            regel=casus.bewaarregel,
            bewaren_tot=casus.bewaren_tot,
            voorgesteld_door=gang.voorgesteld_door,
            uitgevoerd_door=bij.wie.id,
            wijze=WIJZE,
            systemen=SYSTEMEN,
            gecontroleerd=GECONTROLEERD,
            lijstnummer=gang.lijstnummer,
            gecontroleerd_door=gang.gecontroleerd_door,
            goedgekeurd_door=gang.goedgekeurd_door,
        )
    ]


def eis_vier_mensen(gang: Lijstgang, uitgevoerd_door: str) -> None:
    """Refuse where somebody filled two of the roles.

    Raises:
        Weigering: proposing, checking, approving and carrying out is done by four.
    """
    vier = (*gang.rollen, uitgevoerd_door)
    if len(set(vier)) < len(vier):
        raise Weigering("Voorstellen, controleren, goedkeuren en uitvoeren doen vier verschillende mensen.")


def _eis_gegevens(casus: Casus) -> None:
    if casus.fase in (Fase.GEEN, Fase.VERWIJDERD):
        raise Weigering("Van deze casus zijn er geen gegevens meer.")


def eis_allen_gewist(mensen: Collection[Betrokkene], gewist: Collection[UUID]) -> None:
    """Refuse to destroy a whole for the verzoek of one: it is also about others, or nobody asked.

    Raises:
        Weigering: not everybody whom it is about has a granted verzoek.
    """
    if not mensen or any(mens.persoon_id not in gewist for mens in mensen):
        raise Weigering("Niet van ieder over wie dit gaat is een verzoek om wissing ingewilligd.")


def _eis_grond_geldt(casus: Casus, opdracht: Verwijder, bij: Omstandigheden) -> None:
    _eis_gegevens(casus)
    eis_vernietigbaar(casus)
    match opdracht.grond:
        case Verwijdergrond.WISSING_GEVRAAGD:
            eis_allen_gewist(casus.betrokkenen, opdracht.gewist)
        case Verwijdergrond.TERMIJN_VERSTREKEN:
            if casus.bewaren_tot is None or bij.vandaag < casus.bewaren_tot:
                raise Weigering("De bewaartermijn van deze casus is nog niet verstreken.")
        case Verwijdergrond.NIET_LANGER_NODIG:
            if casus.fase not in UITGEWERKT:
                raise Weigering(
                    "Verwijderen omdat het niet langer nodig is kan pas als de casus is afgesloten."
                )


def _eis_besloten(casus: Casus, besloten_in: UUID) -> None:
    """A joint overleg decides [2]: an ICO that was held, or an overleg in which the case was discussed."""
    ico, punt = casus.ico(besloten_in), casus.agendapunt(besloten_in)
    gehouden = ico is not None and ico.gehouden is not None
    besproken = punt is not None and isinstance(punt.afloop, AgendapuntBesproken)
    if not (gehouden or (besproken and punt is not None and punt.gezet.soort is not Puntsoort.TRIAGE)):
        raise Weigering("Dit wordt besloten in een gezamenlijk ICO; noem een ICO dat is gehouden.")
    eerder = (*casus.icos[: casus.icos_voor_heropening], *casus.agendapunten[: casus.punten_voor_heropening])
    if ico in eerder or punt in eerder:
        raise Weigering("Dat ICO was voor de heropening; dit wordt besloten in een ICO van daarna.")


def _eis_niets_open(casus: Casus) -> None:
    open_acties = len(casus.open_acties)
    if open_acties:
        raise Weigering(f"Rond eerst de open acties af of laat ze vervallen ({open_acties}).")
    if casus.gepland_ico is not None:
        raise Weigering("Er staat nog een ICO gepland. Houd het, of zeg het eerst af.")
