"""One case as it lies on the table of the triage: what is known of it, and the questions that the form asks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from api.ontbrekend import ontbreekt_voor
from api.rechten import Recht
from api.rest.casusuit import CasusUit, casus_uit
from api.rest.toegang import Toegang
from api.rest.toestemming import ToestemmingsstandUit, lees_toestemmingsstanden
from api.web.formulier import Formulier, Groep, Keus, Soort, Veld, keuzes_uit
from api.web.proef import Zaak, zaak_van
from api.web.woorden import woord
from domain.casus.commands import Trieer
from domain.casus.compleetheid import Ontbreekt
from domain.casus.triage import TE_TRIEREN
from domain.casus.waarden import Criteriumoordeel, Oordeel, Uitkomst
from domain.tafels import Tafel
from domain.weigering import Weigering

HULP: Mapping[Uitkomst, str] = {
    Uitkomst.ICO: "De tafel pakt de casus op. De secretaris plant een integraal casusoverleg.",
    Uitkomst.ADVIES: "De melder kan zelf verder, met het advies van de tafel.",
    Uitkomst.DOORVERWEZEN: "Een andere tafel of organisatie past beter. Kies hieronder waarheen.",
    Uitkomst.AANGEHOUDEN: "Er ontbreekt nog iets. De casus komt vanzelf terug op de volgende triage.",
    Uitkomst.AFGEWEZEN: "De casus hoort niet bij deze tafel. De gegevens worden vernietigd.",
}

OVERGENOMEN = "Overgenomen van de vorige casus. Haal weg wie nu niet meewoog, en vink aan wie erbij kwam."


@dataclass(frozen=True)
class Weging:
    """One case to be weighed, with what this reader may see of it."""

    casusnummer: str
    versie: int
    tafel: Tafel
    casus: CasusUit
    zaak: Zaak
    ontbreekt: Sequence[Ontbreekt]
    toestemming: Sequence[ToestemmingsstandUit]
    ziet_samenloop: bool
    vraagt_samenloop: bool
    eerder: tuple[str, ...] = ()
    """Who weighed the case before this one: at one session those are mostly the same."""

    @property
    def te_wegen(self) -> bool:
        """Whether the case waits for triage."""
        return self.zaak.casus.fase in TE_TRIEREN

    @property
    def feiten(self) -> Mapping[str, str]:
        """What was brought in for each criterion, by code."""
        return {feit.criterium: feit.feiten for feit in self.casus.criteria}

    @cached_property
    def criteria(self) -> tuple[tuple[str, tuple[tuple[Veld, Veld], ...]], ...]:
        """For each group of criteria the two questions of each: what is found, and why."""
        groepen: dict[str, list[tuple[Veld, Veld]]] = {}
        for nummer, criterium in enumerate(self.tafel.criteria):
            oordeel = Veld(
                f"oordelen.{nummer}.oordeel", criterium.tekst, Soort.KEUZE, keuzes=keuzes_uit(Oordeel)
            )
            waarom = Veld(f"oordelen.{nummer}.waarom", f"Waarom ({criterium.code})", Soort.TEKST)
            groepen.setdefault(criterium.groep, []).append((oordeel, waarom))
        return tuple((groep, tuple(paren)) for groep, paren in groepen.items())

    @cached_property
    def uitkomst(self) -> tuple[Veld, ...]:
        """The questions about the whole."""
        naar = Veld(
            "doorverwezenNaar",
            "Waarheen doorverwijzen",
            Soort.LIJST,
            "Alleen bij doorverwijzen.",
            verplicht=False,
            keuzes=_bestemmingen(self.zaak),
        )
        return (
            Veld("uitkomst", "Uitkomst", Soort.KEUZE, keuzes=self._uitkomsten()),
            naar,
            Veld(
                "motivering", "Motivering", Soort.TEKST, "Zoals het aan tafel is gezegd. De melder leest dit."
            ),
            Veld(
                "wegers",
                "Wie hebben gewogen",
                Soort.VINKJES,
                OVERGENOMEN if self.eerder else "",
                keuzes=tuple(Keus(keuze.code, keuze.naam) for keuze in self.tafel.aanmelders),
                waarden=self.eerder or (self.zaak.toegang.gebruiker.wie.organisatie,),
            ),
        )

    @property
    def velden(self) -> tuple[Veld, ...]:
        """All questions, with the code of each criterion that they are about."""
        paren = [veld for _, rijen in self.criteria for paar in rijen for veld in paar]
        codes = [
            Veld(f"oordelen.{nummer}.criterium", "Criterium", Soort.VAST)
            for nummer in range(len(self.tafel.criteria))
        ]
        return (*codes, *paren, *self.uitkomst)

    def formulier(self) -> Formulier:
        """The form, empty."""
        delen = tuple(
            Groep(groep, tuple(veld for paar in paren for veld in paar)) for groep, paren in self.criteria
        )
        return Formulier(
            f"/triage/{self.casusnummer}",
            "Vastleggen",
            (*delen, *self.uitkomst),
            versie=self.versie,
            verborgen=tuple(
                (f"oordelen.{nummer}.criterium", criterium.code)
                for nummer, criterium in enumerate(self.tafel.criteria)
            ),
        )

    def _uitkomsten(self) -> tuple[Keus, ...]:
        """The five outcomes; one that the rules would refuse whatever the weighing says why."""
        return tuple(
            Keus(een.value, woord(een), HULP[een], self._niet(een) if een is Uitkomst.ICO else "")
            for een in Uitkomst
        )

    def _niet(self, uitkomst: Uitkomst) -> str:
        alles = tuple(
            Criteriumoordeel(criterium.code, Oordeel.VOLDAAN, "proef") for criterium in self.tafel.criteria
        )
        return self.zaak.weigering(Trieer(alles, uitkomst, "proef", ("proef",), None))


def weging_van(toegang: Toegang, casusnummer: str, eerder: Collection[str] = ()) -> Weging:
    """Lay a case on the table; ``eerder``: codes of who weighed the one before, of which this table's own are ticked.

    Raises:
        OnbekendeCasus: the number leads nowhere, or the case is out of reach.
        Weigering: the reader sees no content.
    """
    zaak = zaak_van(toegang, casusnummer)
    gelezen = toegang.lees(casusnummer)
    uit = casus_uit(gelezen, toegang.gebruiker, regel_van=toegang.dienst.definities.bewaarregel)
    if not isinstance(uit, CasusUit):
        raise Weigering("Wie weegt, moet de inhoud mogen lezen.")
    return Weging(
        casusnummer=casusnummer,
        versie=zaak.geladen.versie,
        tafel=zaak.tafel,
        casus=uit,
        zaak=zaak,
        ontbreekt=ontbreekt_voor(toegang.gebruiker, zaak.casus, zaak.tafel, op=zaak.vandaag),
        toestemming=lees_toestemmingsstanden(casusnummer, toegang).regels,
        ziet_samenloop=toegang.gebruiker.ziet_samenloop,
        vraagt_samenloop=toegang.gebruiker.mag(Recht.SAMENLOOP),
        eerder=tuple(een.code for een in zaak.tafel.aanmelders if een.code in eerder),
    )


def _bestemmingen(zaak: Zaak) -> tuple[Keus, ...]:
    """Where a case can go: the tables of the region, whom the table works with, and where it scales down to."""
    tafel = zaak.tafel
    tafels = zaak.toegang.dienst.definities.tafels.values()
    andere = [Keus(een.id, een.naam) for een in tafels if een.regio == tafel.regio and een.id != tafel.id]
    eigen = {niveau.code: niveau.naam for niveau in tafel.afschalen}
    eigen |= {keuze.code: keuze.naam for keuze in tafel.aanmelders}
    return (*andere, *(Keus(code, naam) for code, naam in eigen.items()))
