"""What the people of a vernietigingslijst do with it: check, approve, withdraw and carry out, each as a form.

Whether it can be done now is asked of the rules. What leads to destruction is confirmed by typing the list's number.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from api.aanmelding import Code, Model
from api.rechten import Recht
from api.rest.lijstuit import LijstAntwoord, LijstUit, PostUit
from api.rest.toegang import Toegang
from api.rest.vernietigingslijsten import (
    ControleIn,
    GoedkeuringIn,
    LijstintrekkingIn,
    LijstuitvoeringIn,
    controleer_lijst,
    eis_eigen,
    keur_lijst_goed,
    trek_lijst_in,
)
from api.web.formulier import Deel, Formulier, Invoer, Keus, OngeldigeInvoer, Soort, Veld, Veldfout
from api.web.formulier import lees as lees_invoer
from api.web.proef import op_versie
from api.web.woorden import dagen, woord
from domain.casus.waarden import Weigerreden
from domain.vernietigingslijst.commands import BeginUitvoering, ControleerLijst, TrekLijstIn
from domain.vernietigingslijst.decide import na_goedkeuring
from domain.vernietigingslijst.omstandigheden import eis_andere, eis_fase
from domain.vernietigingslijst.state import Lijstfase, Vernietigingslijst
from domain.vernietigingslijst.waarden import Intrekreden
from domain.weigering import Weigering
from infra.vernietiging.gelezen import Gelezen
from infra.vernietiging.lijsten import Vernietigingslijsten
from projections.dagen import tijdstip
from projections.zinnen.einde import WEIGERREDEN
from projections.zinnen.vernietigingslijst import INTREKREDEN

BEVESTIGING = "bevestiging"
AL_GEDAAN = "Dit is al gedaan."


class GoedkeuringMetNummer(GoedkeuringIn):
    """An approval as the page asks it: with the number of the list, typed."""

    bevestiging: Code


class UitvoeringMetNummer(LijstuitvoeringIn):
    """An execution as the page asks it: with the number of the list, typed."""

    bevestiging: Code


@dataclass(frozen=True)
class Lijstzicht:
    """A list as it is now, and as this reader sees it."""

    toegang: Toegang
    gelezen: Gelezen
    uit: LijstUit

    @property
    def lijst(self) -> Vernietigingslijst:
        """The list."""
        return self.gelezen.lijst

    @property
    def versie(self) -> int:
        """The version of its last fact."""
        return self.gelezen.stroom.versie


@dataclass(frozen=True)
class Daad:
    """One thing that is done with a list. ``weiger`` asks the rules: it raises or says why it cannot be done now."""

    code: str
    titel: str
    knop: str
    recht: Recht
    wie: str
    model: type[Model]
    weiger: Callable[[Toegang, Gelezen], str]
    velden: Callable[[Lijstzicht, Sequence[PostUit]], tuple[Deel, ...]]
    doe: Callable[[str, Any, Toegang], object]
    uitleg: str
    gevaar: bool = False

    def niet(self, toegang: Toegang, gelezen: Gelezen) -> str:
        """Why this person cannot do it now; empty where it can be done."""
        if not toegang.gebruiker.mag(self.recht):
            return f"Dit doet {self.wie}."
        try:
            return self.weiger(toegang, gelezen)
        except Weigering as geweigerd:
            return str(geweigerd)


def formulier_van(daad: Daad, zicht: Lijstzicht, posten: Sequence[PostUit] = ()) -> Formulier:
    """The form of a deed, empty; ``posten`` are those that the check leaves out."""
    return Formulier(
        f"/vernietiging/{zicht.uit.lijstnummer}/{daad.code}",
        daad.knop,
        daad.velden(zicht, posten),
        versie=zicht.versie,
        gevaar=daad.gevaar,
    )


def leg_vast(
    daad: Daad, lijstnummer: str, formulier: Formulier, invoer: Invoer, toegang: Toegang
) -> tuple[tuple[Veldfout, ...], HTTPStatus]:
    """Record it, or say what is wrong."""
    try:
        gevuld = lees_invoer(daad.model, formulier.velden, invoer)
        getypt = getattr(gevuld, BEVESTIGING, lijstnummer)
        if getypt.strip().upper() != lijstnummer:
            fout = f"Typ het nummer van deze lijst: {lijstnummer}. U typte iets anders."
            return (Veldfout(fout, BEVESTIGING),), HTTPStatus.BAD_REQUEST
        daad.doe(lijstnummer, gevuld, op_versie(toegang, invoer.versie))
    except OngeldigeInvoer as fouten:
        return fouten.fouten, HTTPStatus.BAD_REQUEST
    except Weigering as geweigerd:
        return (Veldfout(str(geweigerd)),), HTTPStatus.CONFLICT
    return (), HTTPStatus.OK


# --- what the rules say -------------------------------------------------------------------------------------


def _lijsten(toegang: Toegang) -> Vernietigingslijsten:
    return toegang.dienst.lijsten


def mag_controleren(toegang: Toegang, gelezen: Gelezen) -> str:
    """Ask whether this person can check the list now."""
    return "" if _lijsten(toegang).beslis(gelezen, ControleerLijst(), toegang.namens) else AL_GEDAAN


def mag_goedkeuren(toegang: Toegang, gelezen: Gelezen) -> str:
    """Ask whether this person can approve it now; what the preview shows is held against the list when it is done."""
    eis_fase(gelezen.lijst, frozenset({Lijstfase.GECONTROLEERD}), "Goedkeuren")
    eis_andere(gelezen.lijst, toegang.gebruiker.wie, "Goedkeuren")
    return ""


def _mag_intrekken(toegang: Toegang, gelezen: Gelezen) -> str:
    opdracht = TrekLijstIn(Intrekreden.NIET_AKKOORD)
    return "" if _lijsten(toegang).beslis(gelezen, opdracht, toegang.namens) else AL_GEDAAN


def _mag_uitvoeren(toegang: Toegang, gelezen: Gelezen) -> str:
    begonnen = "De uitvoering is al begonnen."
    return "" if _lijsten(toegang).beslis(gelezen, BeginUitvoering(), toegang.namens) else begonnen


# --- what is asked ------------------------------------------------------------------------------------------


def _typ(wat: str) -> Veld:
    return Veld(BEVESTIGING, "Nummer van de lijst", hulp=wat)


def _eruit(_: Lijstzicht, posten: Sequence[PostUit]) -> tuple[Deel, ...]:
    """For each item that is left out: why."""
    redenen = tuple(Keus(een.value, WEIGERREDEN[een]) for een in Weigerreden)
    delen: list[Deel] = []
    for plaats, post in enumerate(posten):
        naam, wat = f"geweigerd.{plaats}", post.nummer or str(post.post_id)
        delen += [
            Veld(f"{naam}.postId", wat, Soort.VAST, waarde=str(post.post_id)),
            Veld(
                f"{naam}.reden",
                f"Waarom mag {wat} niet weg ({woord(post.soort)})",
                Soort.LIJST,
                keuzes=redenen,
            ),
            Veld(
                f"{naam}.toelichting",
                f"Toelichting bij {wat}",
                Soort.TEKST,
                "Staat bij de casus en verdwijnt daarmee.",
            ),
        ]
    return tuple(delen)


def _goedkeuren(zicht: Lijstzicht, _: Sequence[PostUit]) -> tuple[Deel, ...]:
    afdruk = zicht.uit.voorvertoning.vingerafdruk
    return (
        Veld("vingerafdruk", "Vingerafdruk", Soort.VAST, waarde=afdruk),
        _typ("Zo weten we dat u deze lijst bedoelt."),
    )


def _uitvoeren(_: Lijstzicht, __: Sequence[PostUit]) -> tuple[Deel, ...]:
    return (
        Veld(
            "laatsteReservekopie",
            "Dag van de laatste reservekopie elders",
            Soort.DATUM,
            "Waarin nog iets van deze lijst kan staan. Dit komt in de verklaring. Leeg: wat de beheerder vastlegde.",
            verplicht=False,
        ),
        _typ("Zo weten we dat u deze lijst bedoelt."),
    )


def _intrekken(_: Lijstzicht, __: Sequence[PostUit]) -> tuple[Deel, ...]:
    # That nothing was left is for the rules to say, not for people.
    redenen = [een for een in Intrekreden if een is not Intrekreden.NIETS_OVER]
    keuzes = tuple(Keus(een.value, INTREKREDEN[een]) for een in redenen)
    return (Veld("reden", "Waarom trekt u de lijst in", Soort.KEUZE, keuzes=keuzes),)


# --- what is done -------------------------------------------------------------------------------------------


def _keur_goed(lijstnummer: str, invoer: GoedkeuringMetNummer, toegang: Toegang) -> LijstAntwoord:
    return keur_lijst_goed(lijstnummer, GoedkeuringIn(vingerafdruk=invoer.vingerafdruk), toegang)


def _begin(lijstnummer: str, invoer: UitvoeringMetNummer, toegang: Toegang) -> None:
    """Begin; the service carries on by itself, so that nobody has to wait for a page that loads for minutes."""
    gedaan = _lijsten(toegang).voer_uit(
        lijstnummer,
        BeginUitvoering(invoer.laatste_reservekopie),
        namens=toegang.namens,
        mag=eis_eigen(toegang),
    )
    toegang.kijk.versie = gedaan.versie
    if gedaan.nieuw:
        toegang.kijk.staat_vast()
        toegang.dienst.wacht_op(gedaan.positie)
    toegang.dienst.lijstloper.wek()


CONTROLEREN = Daad(
    "controleren",
    "Controleren",
    "Leg de controle vast",
    Recht.LIJST_CONTROLEREN,
    "een tweede compliance officer",
    ControleIn,
    mag_controleren,
    _eruit,
    controleer_lijst,
    "U zegt dat alles op deze lijst weg mag. Wat niet weg mag, laat u eruit met een reden.",
)
GOEDKEUREN = Daad(
    "goedkeuren",
    "Goedkeuren",
    "Keur deze lijst goed",
    Recht.LIJST_GOEDKEUREN,
    "de FG of de archivaris",
    GoedkeuringMetNummer,
    mag_goedkeuren,
    _goedkeuren,
    _keur_goed,
    "U keurt precies goed wat u hieronder ziet.",
    gevaar=True,
)
UITVOEREN = Daad(
    "uitvoeren",
    "Uitvoeren",
    "Vernietig nu",
    Recht.LIJST_UITVOEREN,
    "de dienst zelf, of een vierde persoon",
    UitvoeringMetNummer,
    _mag_uitvoeren,
    _uitvoeren,
    _begin,
    "Wat is goedgekeurd, wordt nu vernietigd. Doet u niets, dan doet de dienst dit zelf.",
    gevaar=True,
)
INTREKKEN = Daad(
    "intrekken",
    "Intrekken",
    "Trek de lijst in",
    Recht.LIJST_INTREKKEN,
    "een compliance officer, de FG of de archivaris",
    LijstintrekkingIn,
    _mag_intrekken,
    _intrekken,
    trek_lijst_in,
    "Er wordt dan niets vernietigd. Wat op de lijst stond, kan op een nieuwe lijst.",
)
DADEN = (CONTROLEREN, GOEDKEUREN, UITVOEREN, INTREKKEN)


# --- what an approval leads to ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanneer:
    """When the destruction begins if the list is approved now, as who approves reads it."""

    kop: str
    zin: str


def wanneer_van(zicht: Lijstzicht) -> Wanneer:
    """Ask the rules how long there is after an approval; for what was not taken up, no time at all."""
    lijsten, lijst = _lijsten(zicht.toegang), zicht.lijst
    bij = lijsten.bij(lijsten.shell.tafel(lijst.tafel), zicht.toegang.namens)
    vanaf, tot = na_goedkeuring(lijst, bij=bij)
    if tot <= bij.nu:
        return Wanneer(
            "Er is geen bedenktijd",
            "Zodra u goedkeurt, begint de dienst met vernietigen. Intrekken kan dan niet meer.",
        )
    rest = f"De bedenktijd is {dagen(lijst.bedenktijd_dagen)}, tot {tijdstip(tot)}."
    if vanaf <= bij.nu:
        eerst = "Wat nu al weg moet, wordt meteen vernietigd. Dat is niet meer in te trekken."
        samen = (
            "Zodra het eerste weg is, kan ook de rest niet meer worden ingetrokken. Wilt u dat wel? "
            "Trek deze lijst dan in, en laat wat nu weg moet op een eigen lijst zetten."
        )
        return Wanneer("Niet alles op deze lijst krijgt bedenktijd", f"{eerst} {rest} {samen}")
    eerder = "" if vanaf == tot else f" Wat eerder weg moet, gaat vanaf {tijdstip(vanaf)}."
    slot = "Daarna vernietigt de dienst de gegevens vanzelf. Tot de uitvoering begint, kan de lijst worden ingetrokken."
    return Wanneer("Na uw goedkeuring begint de bedenktijd", f"{rest}{eerder} {slot}")


# --- the four roles -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rolstap:
    """One of the four steps: what it is, who does it, and how it stands."""

    naam: str
    wie: str
    door: str | None
    daad: Daad | None
    niet: str


def rollen_van(zicht: Lijstzicht) -> tuple[Rolstap, ...]:
    """The four steps of a list in their order."""
    uit, toegang = zicht.uit, zicht.toegang
    door = {
        CONTROLEREN.code: uit.gecontroleerd_door,
        GOEDKEUREN.code: uit.goedgekeurd_door,
        UITVOEREN.code: uit.uitgevoerd_door,
    }
    stappen = [
        Rolstap(een.titel, een.wie, door[een.code], een, een.niet(toegang, zicht.gelezen))
        for een in (CONTROLEREN, GOEDKEUREN, UITVOEREN)
    ]
    return (Rolstap("Voorstellen", "een compliance officer", uit.voorgesteld_door, None, ""), *stappen)
