"""What the handler and the second person do with a verzoek, each as a form: from who asks to what was answered.

Whether it can be done now is asked of the rules. What leads to destruction is confirmed by typing the number.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from api.aanmelding import Code, Model
from api.rechten import Recht
from api.rest.invoer import RedenIn
from api.rest.toegang import Toegang
from api.rest.verzoekbesluiten import (
    BesluitIn,
    BesluitvoorstelIn,
    VerwijdervoorstelIn,
    VerzoekintrekkingIn,
    geef_besluit_terug,
    neem_besluit,
    stel_besluit_voor,
    stel_verwijdering_voor,
    trek_verzoek_in,
    verwijder_verzoek,
    voer_verzoek_uit,
    zet_wissing_uit,
)
from api.rest.verzoeken import IdentiteitIn, VerzoekverlengingIn, stel_identiteit_vast, verleng_verzoek
from api.rest.verzoekuit import VerzoekUit
from api.web.formulier import Deel, Groep, Keus, Soort, Veld, keuzes_uit
from api.web.handelingen.soort import PROEF, dag, kies, regel, tekst, uit, vink
from api.web.woorden import woord
from domain.casus.waarden import Beperkgrond, Gezag, Verwijdergrond
from domain.verzoek.besluit import GRONDEN, eis_wissing_kan
from domain.verzoek.commands import (
    GeefBesluitTerug,
    StelBesluitVoor,
    StelVerwijderingVanVerzoekVoor,
    TrekVerzoekIn,
    VerlengVerzoek,
    VerwijderVerzoek,
    Verzoekopdracht,
    VoerVerzoekUit,
)
from domain.verzoek.decide import decide_verzoek
from domain.verzoek.omstandigheden import Verzoekomstandigheden, eis_fase
from domain.verzoek.ontvangst import VOOR_HET_VOORSTEL
from domain.verzoek.state import AanZet, Verzoek
from domain.verzoek.waarden import Aanvrager, Besluituitkomst, Correctie, Identificatie, Verzoeksoort
from domain.weigering import Weigering
from infra.verzoekdelen import Gelezen, eis_iets_te_wissen
from projections.dagen import datum

BEVESTIGING = "bevestiging"
HANDELAAR, TWEEDE = "de behandelaar", "een tweede persoon"
WACHT_OP_LIJST = "De wissing staat op een vernietigingslijst. Wacht tot die is uitgevoerd."


class Niets(Model):
    """A deed of which nothing more is asked."""


class MetNummer(Model):
    """A destruction as the page asks it: with the number of the verzoek, typed."""

    bevestiging: Code


@dataclass(frozen=True)
class Verzoekzicht:
    """A verzoek as it is now, and as this reader sees it."""

    toegang: Toegang
    gelezen: Gelezen
    uit: VerzoekUit

    @property
    def verzoek(self) -> Verzoek:
        """The verzoek."""
        return self.gelezen.verzoek

    @property
    def versie(self) -> int:
        """The version of its last fact."""
        return self.gelezen.stroom.versie

    def probeer(self, opdracht: Verzoekopdracht) -> None:
        """Ask the rules.

        Raises:
            Weigering: they do not allow it.
        """
        dienst = self.toegang.dienst
        bij = Verzoekomstandigheden(
            dienst.omgeving.vandaag(), self.toegang.gebruiker.wie, dienst.definities.verzoekregels
        )
        if not decide_verzoek(self.verzoek, opdracht, bij=bij):
            raise Weigering("Dit is al gedaan.")

    def een_van(self, opdrachten: Iterable[Verzoekopdracht]) -> None:
        """Ask whether one of these can be done.

        Raises:
            Weigering: none can; the reason is that of the first.
        """
        redenen = []
        for opdracht in opdrachten:
            try:
                self.probeer(opdracht)
            except Weigering as geweigerd:
                redenen.append(geweigerd)
            else:
                return
        raise redenen[0]


@dataclass(frozen=True)
class Daad:
    """One thing that is done with a verzoek. ``eis`` asks the rules, and raises what they say."""

    code: str
    titel: str
    knop: str
    recht: Recht
    wie: str
    model: type[Model]
    eis: Callable[[Verzoekzicht], object]
    velden: Callable[[Verzoekzicht], Sequence[Deel]]
    doe: Callable[[str, Any, Toegang], object]
    uitleg: str = ""
    gevaar: bool = False

    def niet(self, zicht: Verzoekzicht) -> str:
        """Why this person cannot do it now; empty where it can be done."""
        if not zicht.toegang.gebruiker.mag(self.recht):
            return f"Dit doet {self.wie}."
        try:
            self.eis(zicht)
        except Weigering as geweigerd:
            return str(geweigerd)
        return ""


# --- what the rules say -------------------------------------------------------------------------------------


def _mag_besluit_voorstellen(zicht: Verzoekzicht) -> None:
    soort = zicht.verzoek.soort or Verzoeksoort.INZAGE
    correctie = Correctie(naam=PROEF) if soort is Verzoeksoort.RECTIFICATIE else None
    grond = Beperkgrond.JUISTHEID_BETWIST if soort is Verzoeksoort.BEPERKING else None
    zicht.een_van(
        [
            *(StelBesluitVoor(Besluituitkomst.AFWIJZEN, een, PROEF) for een in sorted(GRONDEN[soort])),
            StelBesluitVoor(Besluituitkomst.INWILLIGEN, None, PROEF, correctie, grond),
        ]
    )


def _mag_akkoord(zicht: Verzoekzicht) -> None:
    """Who may give it back may agree as well; of an inzage that is done beside the overzicht."""
    zicht.probeer(GeefBesluitTerug(PROEF))
    if zicht.verzoek.soort is Verzoeksoort.INZAGE:
        raise Weigering("Bekijk eerst het overzicht. Onderaan gaat u akkoord.")


def _mag_wissing_uitzetten(zicht: Verzoekzicht) -> None:
    eis_wissing_kan(zicht.verzoek)
    if zicht.uit.aan_zet is AanZet.VERNIETIGINGSLIJST:
        raise Weigering(WACHT_OP_LIJST)
    eis_iets_te_wissen(zicht.toegang.dienst.verzoeken.poststanden(zicht.verzoek).values())


def _mag_uitvoeren(zicht: Verzoekzicht) -> None:
    if zicht.uit.aan_zet is AanZet.VERNIETIGINGSLIJST:
        raise Weigering(WACHT_OP_LIJST)
    zicht.probeer(VoerVerzoekUit((PROEF,)))


# --- what is asked ------------------------------------------------------------------------------------------


def _identiteit(zicht: Verzoekzicht) -> Sequence[Deel]:
    return (
        dag(
            "geboortedatum",
            "Geboortedatum van de persoon over wie het gaat",
            waarde=zicht.uit.over.geboortedatum,
        ),
        vink(
            "aanvragers",
            "Wie doet het verzoek",
            keuzes_uit(Aanvrager),
            "Bij een kind van twaalf tot zestien jaar: het kind en een ouder of voogd samen.",
        ),
        uit("wijze", "Hoe is dat vastgesteld", Identificatie),
        uit("gezag", "Wie heeft gezag", Gezag, "Alleen bij een minderjarige.", verplicht=False),
        tekst("onderbouwing", "Wat hebt u gezien", "Bewaar geen kopie van een identiteitsbewijs."),
    )


def _voorstel(zicht: Verzoekzicht) -> Sequence[Deel]:
    soort = zicht.uit.soort
    gronden = [Keus(een.value, woord(een)) for een in sorted(GRONDEN[soort])]
    return (
        uit("uitkomst", "Wat stelt u voor", Besluituitkomst),
        kies("grond", "Waarom afwijzen", gronden, "Alleen bij afwijzen.", verplicht=False),
        tekst("toelichting", "Waarom", "De persoon krijgt dit te horen."),
        *(_correctie() if soort is Verzoeksoort.RECTIFICATIE else ()),
        *(
            (uit("beperkgrond", "Waarom beperken", Beperkgrond, "Alleen bij inwilligen.", verplicht=False),)
            if soort is Verzoeksoort.BEPERKING
            else ()
        ),
    )


def _correctie() -> Sequence[Deel]:
    return (
        Groep(
            "Wat moet het worden",
            (
                regel("correctie.naam", "Naam", verplicht=False),
                dag("correctie.geboortedatum", "Geboortedatum", verplicht=False),
                regel("correctie.bsn", "Burgerservicenummer", verplicht=False),
                regel("correctie.adres", "Adres", verplicht=False),
                tekst("correctie.toelichting", "Toelichting bij de persoon", verplicht=False),
            ),
            "Alleen bij inwilligen. Wat u leeg laat, blijft zoals het is.",
        ),
    )


def _verwijdergrond(_: Verzoekzicht) -> Sequence[Deel]:
    return (Veld("grond", "Grond", Soort.VAST, waarde=Verwijdergrond.TERMIJN_VERSTREKEN.value),)


def _niets(_: Verzoekzicht) -> Sequence[Deel]:
    return ()


DADEN = (
    Daad(
        "identiteit",
        "Vaststellen wie het vraagt",
        "Leg vast",
        Recht.VERZOEK_BEHANDELEN,
        HANDELAAR,
        IdentiteitIn,
        lambda zicht: eis_fase(zicht.verzoek, VOOR_HET_VOORSTEL, "De identiteit vaststellen"),
        _identiteit,
        stel_identiteit_vast,
    ),
    Daad(
        "besluitvoorstel",
        "Een besluit voorstellen",
        "Stel dit besluit voor",
        Recht.VERZOEK_BEHANDELEN,
        HANDELAAR,
        BesluitvoorstelIn,
        _mag_besluit_voorstellen,
        _voorstel,
        stel_besluit_voor,
        "Iemand anders moet akkoord gaan voordat er iets gebeurt.",
    ),
    Daad(
        "akkoord",
        "Akkoord gaan met het voorstel",
        "Ga akkoord",
        Recht.VERZOEK_BESLUITEN,
        TWEEDE,
        BesluitIn,
        _mag_akkoord,
        _niets,
        lambda nummer, invoer, toegang: neem_besluit(nummer, toegang, invoer),
        "Daarna is het besluit genomen. De behandelaar voert het uit.",
    ),
    Daad(
        "teruggeven",
        "Het voorstel teruggeven",
        "Geef terug",
        Recht.VERZOEK_BESLUITEN,
        TWEEDE,
        RedenIn,
        lambda zicht: zicht.probeer(GeefBesluitTerug(PROEF)),
        lambda _: (tekst("reden", "Waarom bent u niet akkoord"),),
        geef_besluit_terug,
        "De behandelaar kijkt er dan opnieuw naar.",
    ),
    Daad(
        "wissing",
        "De wissing op een vernietigingslijst zetten",
        "Zet op een vernietigingslijst",
        Recht.VERZOEK_BEHANDELEN,
        HANDELAAR,
        Niets,
        _mag_wissing_uitzetten,
        _niets,
        lambda nummer, _, toegang: zet_wissing_uit(nummer, toegang),
        "Op de lijst staan alle plaatsen die bij deze persoon zijn bevestigd. Anderen controleren de lijst en keuren "
        "haar goed. Daarna rondt u dit verzoek af.",
    ),
    Daad(
        "uitvoeren",
        "Uitvoeren en afronden",
        "Voer uit en rond af",
        Recht.VERZOEK_BEHANDELEN,
        HANDELAAR,
        Niets,
        _mag_uitvoeren,
        _niets,
        lambda nummer, _, toegang: voer_verzoek_uit(nummer, toegang),
        "Wat is besloten, gebeurt nu. Daarna leest u wie u moet berichten. Geef de persoon zelf ook antwoord.",
    ),
    Daad(
        "verlengen",
        "De termijn verlengen",
        "Verleng met twee maanden",
        Recht.VERZOEK_BEHANDELEN,
        HANDELAAR,
        VerzoekverlengingIn,
        lambda zicht: zicht.probeer(VerlengVerzoek(PROEF, zicht.uit.ontvangen_op)),
        lambda zicht: (
            tekst("reden", "Waarom duurt het langer"),
            dag(
                "medegedeeldOp",
                "Wanneer hoorde de persoon dit",
                f"Dat moet binnen de eerste maand: uiterlijk op {datum(zicht.uit.uiterlijk)}.",
            ),
        ),
        verleng_verzoek,
        "Verlengen kan één keer.",
    ),
    Daad(
        "intrekken",
        "Vastleggen dat het verzoek is ingetrokken",
        "Leg vast",
        Recht.VERZOEK_BEHANDELEN,
        HANDELAAR,
        VerzoekintrekkingIn,
        lambda zicht: zicht.probeer(TrekVerzoekIn(zicht.toegang.dienst.omgeving.vandaag(), PROEF)),
        lambda _: (
            dag("ingetrokkenOp", "Op welke dag"),
            tekst("toelichting", "Hoe is het verzoek ingetrokken"),
        ),
        trek_verzoek_in,
        "Alleen als wie het verzoek deed, het zelf niet meer vraagt.",
    ),
    Daad(
        "verwijdervoorstel",
        "Voorstellen om dit verzoek te vernietigen",
        "Stel voor",
        Recht.VERZOEK_VERWIJDEREN,
        HANDELAAR,
        VerwijdervoorstelIn,
        lambda zicht: zicht.probeer(StelVerwijderingVanVerzoekVoor(Verwijdergrond.TERMIJN_VERSTREKEN)),
        _verwijdergrond,
        stel_verwijdering_voor,
        "De bewaartermijn van dit verzoek is voorbij. Iemand anders voert de vernietiging uit.",
    ),
    Daad(
        "vernietigen",
        "Dit verzoek vernietigen",
        "Vernietig nu",
        Recht.VERZOEK_VERWIJDEREN,
        TWEEDE,
        MetNummer,
        lambda zicht: zicht.probeer(VerwijderVerzoek(PROEF)),
        lambda _: (
            Veld(BEVESTIGING, "Nummer van het verzoek", hulp="Zo weten we dat u dit verzoek bedoelt."),
        ),
        lambda nummer, _, toegang: verwijder_verzoek(nummer, toegang),
        gevaar=True,
    ),
)
