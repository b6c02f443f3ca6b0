"""A made-up family in one casus: a child, its parents, and an ex-partner whom another organisation brought in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.casus.commands import (
    GeefToestemming,
    Goedkeuring,
    LegGezagVast,
    LegICOVast,
    LegVoortgangVast,
    StelInformerenUit,
    VernietigBijdrage,
    VernietigPersoon,
    VulAan,
)
from domain.casus.waarden import (
    Aanzet,
    Betrokkene,
    Betrokkenheid,
    Geheimhouding,
    Gezag,
    Hoedanigheid,
    Inbreng,
    Onderzoek,
    Uitstelgrond,
    Vernietiggrond,
)
from infra.optekenen import Opdrachtgever
from infra.uitkomst import Uitgevoerd
from tests.verhalen import BRAAM, CASUSREGISSEUR, COMPLIANCE, FRAMBOOS, PROCESREGISSEUR, Verhaal

KIND = Betrokkene(UUID(int=0xF3), Betrokkenheid.KIND, "Testkind Aalbes", date(2014, 3, 3), bsn="999990020")
MOEDER = FRAMBOOS
EX = BRAAM
VADER = Betrokkene(
    UUID(int=0xF4), Betrokkenheid.OUDER, "Testpersoon Kruisbes", date(1988, 1, 9), bsn="999990007"
)
KLEINTJE = Betrokkene(
    UUID(int=0xF5), Betrokkenheid.KIND, "Testkleintje Mirabel", date(2016, 9, 9), bsn="999990032"
)
GEZIN = (KIND, MOEDER, EX, VADER)
DOOR = Goedkeuring("mw-kers", "mw-pruim", "mw-olijf")


@dataclass
class Gezin(Verhaal):
    """The mother and her ex come in with the aanmelding; the ggz brings in the child and the father."""

    def tot_en_met_ico(self, *, kenmerk: str | None = None) -> None:
        """Everybody is spoken of: consent, gezag, informing, what other tables know, and what was told."""
        self.meld_aan(kenmerk=kenmerk)
        self.vul_aan(KIND, VADER)
        for mens in (MOEDER, EX, VADER):
            self.over(mens)
        self.doe(LegGezagVast(KIND.persoon_id, Gezag.GEZAMENLIJK_OUDERLIJK, Onderzoek.GEEN, "BRP"))
        for mens in (KIND, EX):
            uitstel = StelInformerenUit(
                mens.persoon_id, Uitstelgrond.VEILIGHEID, f"Gevaar voor {mens.naam}", date(2026, 6, 1)
            )
            self.doe(uitstel)
        for mens in GEZIN:
            self.dienst.shell.raadpleeg_samenloop(self.casusnummer, mens.persoon_id, namens=PROCESREGISSEUR)
        self.trieer()
        self.wijs_regie_toe()
        self.plan_ico()
        inbreng = tuple(
            Inbreng(mens.persoon_id, "ggz", f"De ggz over {mens.naam}", Geheimhouding.GEEN) for mens in GEZIN
        )
        self.doe(
            LegICOVast(
                self.ico_id,
                self.vandaag(),
                ("politie", "ggz"),
                "Een verzonnen verslag",
                (*inbreng, Inbreng(KIND.persoon_id, "school", "De school over Testkind Aalbes")),
            )
        )
        self.wijs_actie_toe()
        self.doe(LegVoortgangVast("Het gaat verzonnen goed", Aanzet.CASUSREGISSEUR), CASUSREGISSEUR)

    def kind_is_negen(self) -> Betrokkene:
        """The ggz brings in a younger child too; nobody but its parents may ask for it."""
        self.vul_aan(KLEINTJE)
        self.doe(LegGezagVast(KLEINTJE.persoon_id, Gezag.GEZAMENLIJK_OUDERLIJK, Onderzoek.GEEN, "BRP"))
        return KLEINTJE

    def vul_aan(self, *mensen: Betrokkene) -> Uitgevoerd:
        """The ggz brings people in."""
        leeg = VulAan("ggz", betrokkenen=mensen)
        return self.doe(leeg)

    def over(self, mens: Betrokkene) -> Uitgevoerd:
        """Somebody consents."""
        return self.doe(
            GeefToestemming(
                mens.persoon_id, "beroepsgeheim", mens.naam, Hoedanigheid.ZELF, "tekst-1", self.vandaag()
            )
        )

    def vernietig_persoon(
        self, mens: Betrokkene, *, namens: Opdrachtgever = COMPLIANCE, grond: Vernietiggrond | None = None
    ) -> Uitgevoerd:
        """Destroy one of them."""
        nummer = self.dienst.omgeving.bewijsnummer()
        waarom = grond or Vernietiggrond.WISSING_GEVRAAGD
        return self.doe(VernietigPersoon(mens.persoon_id, nummer, waarom, DOOR), namens)

    def vernietig_bijdrage(self, organisatie: str) -> Uitgevoerd:
        """Destroy what one organisation told."""
        nummer = self.dienst.omgeving.bewijsnummer()
        return self.doe(
            VernietigBijdrage(organisatie, nummer, Vernietiggrond.VERLENGING_GEWEIGERD, DOOR), COMPLIANCE
        )


def gezin(verhaal: Verhaal) -> Gezin:
    """The family as a case of its own, with the ids of another story."""
    return Gezin(verhaal.dienst, verhaal.casusnummer, verhaal.ico_id, verhaal.actie_id)
