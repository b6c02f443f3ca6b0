"""One case, told to the service, and until when its data may be there: by arithmetic of its own, not the service's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from domain.casus.commands import (
    BrengAdviesUit,
    GeefToestemming,
    LegGezagVast,
    LegGrondslagVast,
    LegICOVast,
    LegVoortgangVast,
    MeldAan,
    PlanICO,
    SluitAf,
    Trieer,
    WijsRegieToe,
)
from domain.casus.waarden import (
    Aanzet,
    Betrokkene,
    Criteriumfeit,
    Criteriumoordeel,
    Geheimhouding,
    Genodigde,
    Gezag,
    Hoedanigheid,
    Inbreng,
    Onderzoek,
    Oordeel,
    Regie,
    Uitkomst,
    Voorcontact,
    Vorm,
)
from infra.uitkomst import Uitgevoerd
from tests.simulatie.mensen import BESCHERMINGSTAFEL, CASUSREGISSEUR, RET, SECRETARIS, ZVH, mens
from tests.simulatie.regio import Regio, Termijn, jaren_na

CODES = {ZVH: ("A1", "A2", "A3", "B1"), RET: ("A1",), BESCHERMINGSTAFEL: ("A1", "B1", "C1")}


class Zaak:
    """One case, told to the service."""

    def __init__(self, regio: Regio, tafel: str, mensen: Sequence[Betrokkene] = ()) -> None:
        """Take the table and the people it is about; somebody invented, where nobody is named."""
        self.regio, self.tafel = regio, tafel
        self.mensen = tuple(mensen) or (mens(regio.kies, geboren=1988 if tafel == ZVH else 2021),)
        self.ico_id = uuid4()
        self.termijn = regio.termijnen[tafel]
        self.afgewezen_op: date | None = None
        self.verlengd_tot: date | None = None
        self.gehouden_tot: date | None = None

    # --- its term ---

    @property
    def uiterlijk(self) -> date:
        """The last day on which its data may be there, under what the table goes by; a hold is apart from it."""
        dagen = [jaren_na(self.eerste, self.termijn.plafond)]
        if self.afgewezen_op is not None:
            dagen.append(jaren_na(self.afgewezen_op, self.termijn.na_afwijzing))
        return self.verlengd_tot or min(dagen)

    @property
    def weg_op(self) -> date:
        """The day on which it has to go: its last day, or where that is past or a hold stood, as soon as it can."""
        return max(self.uiterlijk, self.gehouden_tot or self.uiterlijk)

    def neem_over(self, termijnen: Mapping[str, Termijn]) -> None:
        """Other rules were taken; they say nothing of what is gone."""
        if not self.is_weg():
            self.termijn = termijnen.get(self.tafel, self.termijn)

    def voor_einde(self, *, dagen: int) -> "VoorEinde":
        """So many days before its last day, whichever that is by then."""
        return VoorEinde(self, dagen)

    def na(self, *, dagen: int) -> date:
        """So many days from today."""
        return self.regio.vandaag + timedelta(days=dagen)

    def is_weg(self) -> bool:
        """Its number leads nowhere."""
        return self.regio.dienst.shell._nummers.stroom(self.nummer) is None

    # --- what is done ---

    def doe(self, opdracht: object, **als: object) -> Uitgevoerd:
        """Do something in it."""
        return self.regio.doe(self.nummer, opdracht, **als)  # type: ignore[arg-type]  # the same names, handed on

    def meld_aan(self) -> None:
        """It comes in, and from now on it is known when it goes."""
        zvh, nummer = self.tafel == ZVH, self.regio.dienst.omgeving.casusnummer()
        gedaan = self.regio.dienst.shell.meld_aan(
            self.tafel,
            MeldAan(
                casusnummer=nummer,
                organisatie="politie" if zvh else "lokale-toegang",
                gemeente="zaanstad",
                betrokkenen=self.mensen,
                aanpak="pog" if zvh else None,
                leefgebieden=("wonen", "sociaal-netwerk") if zvh else (),
                criteria=tuple(
                    Criteriumfeit(code, f"Verzonnen feiten bij {code}") for code in CODES[self.tafel]
                ),
                reguliere_routes="Het verzonnen wijkteam kwam er niet in",
                voorcontact=Voorcontact(self.regio.vandaag, "mw-peer") if zvh else None,
                grondslag=None
                if self.tafel == RET
                else LegGrondslagVast("wgs" if zvh else "publieke-taak", "Verzonnen zorgen"),
            ),
            namens=SECRETARIS,
        )
        self.is_gemeld(gedaan.stroom_id, nummer, eerste=self.regio.vandaag)

    def is_gemeld(self, stroom_id: UUID, nummer: str, *, eerste: date) -> None:
        """It came in; its clock runs from the day on which its people were first named."""
        self.stroom_id, self.nummer, self.eerste = stroom_id, nummer, eerste
        self.regio.bekend(stroom_id, nummer, self)

    def trieer(self, uitkomst: Uitkomst) -> None:
        """It is weighed, and taken up or not."""
        oordelen = tuple(
            Criteriumoordeel(
                code,
                Oordeel.NIET_VOLDAAN if (code, self.tafel) == ("B1", ZVH) else Oordeel.VOLDAAN,
                "Gewogen",
            )
            for code in CODES[self.tafel]
        )
        naar = "lokaal" if uitkomst is Uitkomst.DOORVERWEZEN else None
        self.doe(Trieer(oordelen, uitkomst, "Verzonnen weging", ("politie", "zvh"), naar))
        if uitkomst is not Uitkomst.ICO:
            self.afgewezen_op = self.regio.vandaag

    def neem_op(self) -> None:
        """Taken up; at a ZVH an ICO is planned, and at a RET the guardian consented first."""
        if self.tafel == RET:
            self._toestemming()
        self.trieer(Uitkomst.ICO)
        if self.tafel != ZVH:
            return
        self.doe(WijsRegieToe(Regie.PROCES_INTENSIEF, "mw-peer", "zvh"))
        self.doe(WijsRegieToe(Regie.CASUS, "mw-appel", "ggz"))
        genodigden = (Genodigde("politie", "Wat speelt er?"), Genodigde("ggz", "Welke zorg loopt?"))
        begint = self.regio.dienst.omgeving.nu() + timedelta(days=7)
        self.doe(PlanICO(self.ico_id, "Rust in de verzonnen straat", begint, Vorm.HYBRIDE, genodigden))

    def _toestemming(self) -> None:
        (kind,) = self.regio.dienst.shell.laad(self.nummer).casus.betrokkenen
        self.doe(LegGezagVast(kind.persoon_id, Gezag.VOOGDIJ, Onderzoek.GEEN, "BRP"))
        self.doe(
            GeefToestemming(
                kind.persoon_id,
                "inbrengen",
                "Testpersoon Limoen",
                Hoedanigheid.VOOGD,
                "tekst-1",
                self.regio.vandaag,
            )
        )

    def houd_ico(self) -> None:
        """The ggz tells something about each of them, and there is advice."""
        inbreng = tuple(
            Inbreng(een.persoon_id, "ggz", f"De ggz over {een.naam}", Geheimhouding.GEEN)
            for een in self.mensen
        )
        self.doe(
            LegICOVast(self.ico_id, self.regio.vandaag, ("politie", "ggz"), "Een verzonnen verslag", inbreng)
        )
        self.doe(BrengAdviesUit(self.ico_id, "Een samenvatting", "Een verzonnen advies", ()))

    def sluit(self) -> None:
        """The table is done with it."""
        self.doe(SluitAf("Het doel is bereikt", "Verzonnen rust"))

    def voortgang(self) -> None:
        """Somebody records how it stands."""
        self.doe(LegVoortgangVast("Het gaat verzonnen goed", Aanzet.CASUSREGISSEUR), namens=CASUSREGISSEUR)


@dataclass(frozen=True)
class VoorEinde:
    """A day that moves along with the last day of a case."""

    zaak: Zaak
    dagen: int

    @property
    def dag(self) -> date:
        """Which day that is, as things stand."""
        return self.zaak.uiterlijk - timedelta(days=self.dagen)
