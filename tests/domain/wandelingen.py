"""Random commands for a walk through the life of a casus: from small pools, so that values meet and clash.

Of four steps, one is put together at random, with wrong codes, strange ids, empty texts, and days before and
after one another; one is a hand-written command with one such field; one is a hand-written command; and one
is a hand-written command that leads to something from where the walk is, short of an end, so that it moves.
"""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar, get_args

from hypothesis import strategies as st

from domain.casus import commands as c
from domain.casus import waarden as w
from domain.casus.commands import Opdracht
from domain.casus.omstandigheden import Omstandigheden
from domain.casus.state import Fase
from domain.overleg.waarden import Puntsoort
from domain.privacyprotocol import Ankers, Verlengingsgrond
from domain.rollen import Medewerker, Rol
from tests.domain import opdrachten
from tests.domain.delen import (
    A1_VOLDAAN,
    A2_ONDUIDELIJK,
    A2_VOLDAAN,
    AARDBEI,
    AARDBEI_ID,
    ACTIE_ID,
    AFSPRAKEN,
    AGENDAPUNT_ID,
    ANALYSE_ID,
    B1_NIET,
    B1_VOLDAAN,
    BEPERKING_ID,
    BRAAM,
    BRAAM_ID,
    BRAMEN,
    DOORGIFTE_ID,
    DRUIF,
    DRUIF_ID,
    FEIT_A1,
    FEIT_A2,
    FEIT_B1,
    GEHEIM,
    GENODIGDEN,
    ICO_ID,
    INBRENG,
    MEEGEGEVEN,
    NIET_MEEGEGEVEN,
    OORDELEN,
    OPSCHORTING_ID,
    OVERLEG_ID,
    RAADPLEGING_ID,
    TREFFERS,
    TWEEDE_ACTIE_ID,
    TWEEDE_AGENDAPUNT_ID,
    TWEEDE_ICO_ID,
    TWEEDE_OPSCHORTING_ID,
    TWEEDE_VERLENGING_ID,
    VERLENGING_ID,
    VOORCONTACT,
    VOORWAARDE_ID,
    VREEMDE_ID,
)
from tests.domain.tafel import (
    APPEL,
    DINSDAG,
    EINDE_TERMIJN,
    GANG,
    ICODAG,
    KERS,
    LAATSTE_JAAR,
    MAANDAG,
    MONITORTAFEL,
    NA_ICO,
    PEER,
    PROTOCOL,
    PRUIM,
    TESTTAFEL,
    TOESTEMMINGSTAFEL,
)

T = TypeVar("T")

VOORBEELDEN = tuple(waarde for waarde in vars(opdrachten).values() if isinstance(waarde, Opdracht))
RUIMER_PROTOCOL = replace(PROTOCOL, versie=2, plafond=replace(PROTOCOL.plafond, jaren=9))

TEKST = st.sampled_from(("Kersenpit vertelt", "Perzik zwijgt", "Het gaat weer mis", "", "  "))
DAG = st.sampled_from(
    (
        *(date(2024, 2, 29), MAANDAG, DINSDAG, ICODAG, NA_ICO, date(2026, 6, 2)),
        *(LAATSTE_JAAR, EINDE_TERMIJN, date(2032, 1, 1)),
    )
)
MOMENT = DAG.map(lambda dag: datetime.combine(dag, time(13), tzinfo=UTC))
ORGANISATIE = st.sampled_from(("testzorg", "testpolitie", "Bakkerij Kersenpit"))
COLLEGA = st.sampled_from(("mw-peer", "mw-appel", "mw-vijg", "mw-meloen"))
CODE = st.sampled_from(("algemeen-belang", "bestuur", "land", "wijkteam", "Perzik als code"))
ID = st.sampled_from(
    (
        *(AARDBEI_ID, BRAAM_ID, DRUIF_ID, VREEMDE_ID, ICO_ID, TWEEDE_ICO_ID, ACTIE_ID, TWEEDE_ACTIE_ID),
        *(OPSCHORTING_ID, TWEEDE_OPSCHORTING_ID, BEPERKING_ID),
        *(AGENDAPUNT_ID, TWEEDE_AGENDAPUNT_ID, OVERLEG_ID, ANALYSE_ID, RAADPLEGING_ID),
    )
)
MENS = st.sampled_from(
    (
        *(AARDBEI, BRAAM, DRUIF),
        replace(DRUIF, bsn="999990018"),
        replace(BRAAM, naam=" "),
        replace(BRAAM, naam="Testpersoon Kiwi", geboortedatum=date(2030, 1, 1), bsn="999990020"),
    )
)
DOEL = st.sampled_from(("inbrengen", "geheim-delen", "monitor", "Perzik als doel"))
CRITERIUMFEIT = st.sampled_from(
    (FEIT_A1, FEIT_A2, FEIT_B1, w.Criteriumfeit("Z9", "Perzik"), w.Criteriumfeit("A1", ""))
)
OORDEEL = st.sampled_from((A1_VOLDAAN, A2_VOLDAAN, A2_ONDUIDELIJK, B1_NIET, B1_VOLDAAN))


def reeks(deel: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    """Draw a few of these, or none, or the same one twice."""
    return st.lists(deel, max_size=3).map(tuple)


def of_niets(deel: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Draw one of these, or nothing."""
    return st.none() | deel


VELDEN: dict[str, st.SearchStrategy[object]] = {
    "aanpak": of_niets(st.sampled_from(("regulier", "nazorg", "Perzik als aanpak"))),
    "aanwezig": reeks(ORGANISATIE),
    "aanzet": st.sampled_from(w.Aanzet),
    "actie_id": ID,
    "advies": TEKST,
    "agendapunt_id": ID,
    "analyse_id": ID,
    "ankers": st.builds(Ankers, DAG, of_niets(DAG), of_niets(DAG), of_niets(DAG)),
    "afspraken": st.just(AFSPRAKEN),
    "begint": MOMENT,
    "besloten_in": ID,
    "besproken_op": DAG,
    "betrokkenen": reeks(MENS),
    "beperking_id": ID,
    "bewaarregel": st.just("testregime/1/partner") | TEKST,
    "bewaren_tot": DAG,
    "bewijsnummer": st.sampled_from(("BEWIJS-1", "BEWIJS-2")),
    "gang": st.just(GANG),
    "lijstnummer": st.sampled_from(("L-BCDFG-HJKLM", "L-BCDFG-HJKLN")),
    "casusnummer": st.sampled_from(("TEST-0001", "TEST-0002 van Perzik")),
    "clientdeelname": of_niets(
        st.builds(w.Clientdeelname, st.sampled_from(w.Veiligheidsweging), of_niets(DAG))
    ),
    "clientnummer": st.sampled_from(("M-7K2Q", "Aardbei-1", "TEST0001", "01051990", " ")),
    "criteria": reeks(CRITERIUMFEIT),
    "datum": DAG,
    "doel": DOEL | TEKST,
    "door": st.builds(c.Goedkeuring, COLLEGA, COLLEGA, COLLEGA) | st.just(opdrachten.DOOR),
    "doorverwezen_naar": of_niets(TEKST),
    "eerste_verwerking": of_niets(DAG),
    "geboortedatum": DAG,
    "gegeven_op": DAG,
    "gehouden_op": DAG,
    "geinformeerd_op": DAG,
    "gegevens": st.sampled_from((BRAMEN, replace(BRAMEN, bsn="999990018"), replace(BRAMEN, naam=""))),
    "geldt_als": st.sampled_from(w.Gezag),
    "gemeente": st.sampled_from(("teststad", "Perzikstad")),
    "genodigden": st.just(GENODIGDEN) | reeks(st.sampled_from(GENODIGDEN)),
    "gever": TEKST,
    "geweigerd_op": DAG,
    "gewist": st.frozensets(ID, max_size=3),
    "gezag": st.sampled_from(w.Gezag),
    "grond": st.sampled_from(w.Verwijdergrond),
    "grondslag": CODE,
    "herkomst": TEKST,
    "herzien_op": DAG,
    "hoedanigheid": st.sampled_from(w.Hoedanigheid),
    "ico_id": ID,
    "inbreng": reeks(
        st.sampled_from((INBRENG, GEHEIM, replace(GEHEIM, persoon_id=VREEMDE_ID, tekst="Perzik")))
    ),
    "ingetrokken_op": DAG,
    "intrekker": TEKST,
    "kenmerk": of_niets(TEKST),
    "kolommen": st.just("kolommen/1"),
    "leefgebieden": reeks(st.sampled_from(("wonen", "schulden", "zorg", "Perzik als leefgebied"))),
    "medewerker": COLLEGA,
    "meegegeven": reeks(st.sampled_from(MEEGEGEVEN)),
    "motivering": TEKST,
    "naar": CODE,
    "namens": TEKST,
    "niet_meegegeven": reeks(st.sampled_from(NIET_MEEGEGEVEN)),
    "omschrijving": TEKST,
    "onderzoek": st.sampled_from(w.Onderzoek),
    "opdracht_van": reeks(ORGANISATIE),
    "oordelen": st.just(OORDELEN) | st.tuples(OORDEEL, OORDEEL, OORDEEL) | reeks(OORDEEL),
    "opschorting_id": ID,
    "organisatie": ORGANISATIE,
    "overleg_id": ID,
    "persoon_id": ID,
    "plaats": of_niets(TEKST),
    "raadpleging_id": ID,
    "reden": TEKST,
    "regie": st.sampled_from(w.Regie),
    "resultaat": TEKST,
    "reguliere_routes": of_niets(TEKST),
    "rolverdeling": st.just(AFSPRAKEN),
    "samenvatting": TEKST,
    "soort": st.sampled_from(Puntsoort),
    "tekst": TEKST,
    "tekstversie": TEKST,
    "toelichting": TEKST,
    "doorgifte_id": st.sampled_from([DOORGIFTE_ID, VREEMDE_ID]),
    "waarheen": st.sampled_from(w.Doorgifte),
    "antwoord": st.sampled_from(w.Doorgifteantwoord),
    "voorwaarde": st.sampled_from(w.Voorwaardesoort),
    "voorwaarde_id": st.sampled_from([VOORWAARDE_ID, VREEMDE_ID]),
    "rollen": reeks(st.sampled_from(Rol)),
    "tot": DAG,
    "treffers": reeks(st.sampled_from((*TREFFERS, w.Treffer("perziktafel", "Perzik")))),
    "uiterlijk": DAG,
    "uitkomst": st.sampled_from(w.Uitkomst),
    "urgentie": st.sampled_from((w.Urgentie.REGULIER, w.Urgentie.REGULIER, w.Urgentie.CRISIS)),
    "verklarende_analyse": of_niets(TEKST),
    "verslag": TEKST,
    "voorcontact": of_niets(st.sampled_from((VOORCONTACT, w.Voorcontact(date(2031, 1, 1), "Perzik")))),
    "verlenging_id": st.sampled_from((VERLENGING_ID, TWEEDE_VERLENGING_ID)),
    "vorm": st.sampled_from(w.Vorm),
    "vraag": TEKST,
    "weigeraar": TEKST,
    "wegers": reeks(ORGANISATIE),
    "wijze": TEKST,
}
"""What may stand in a field of a command, by its name; a field that is not here stops every walk."""


GRONDEN: dict[type[Opdracht], type[StrEnum]] = {
    c.StelInformerenUit: w.Uitstelgrond,
    c.SchortVernietigingOp: w.Opschortgrond,
    c.StelBeperkingIn: w.Beperkgrond,
    c.VernietigPersoon: w.Vernietiggrond,
    c.VernietigBijdrage: w.Vernietiggrond,
    c.StelVerlengingVoor: Verlengingsgrond,
}
"""The closed list of each command that has a ground of its own kind."""


def waarde_voor(soort: type[Opdracht], veld: str) -> st.SearchStrategy[object]:
    """Draw a value for one field of a command."""
    if soort is c.MeldAan and veld == "grondslag":
        return of_niets(st.builds(c.LegGrondslagVast, CODE, TEKST))
    if veld == "grond" and soort in GRONDEN:
        return st.sampled_from(GRONDEN[soort])
    over_een_deel = soort in (c.StelEigenTermijnVast, c.StelBeperkingIn) and veld in (
        "persoon_id",
        "organisatie",
    )
    if over_een_deel or (soort is c.VraagDoorgifte and veld == "naar"):
        return of_niets(VELDEN[veld])
    if soort is c.LeverVerklarendeAnalyseOp and veld == "uitkomst":
        return TEKST
    if soort is c.LaatBuitenVernietiging and veld == "reden":
        return st.sampled_from(w.Weigerreden)
    return VELDEN[veld]


def willekeurig(soort: type[Opdracht]) -> st.SearchStrategy[Opdracht]:
    """Draw a command of this kind, every field at random."""
    return st.builds(soort, **{veld.name: waarde_voor(soort, veld.name) for veld in fields(soort)})


def bijna(voorbeeld: Opdracht) -> st.SearchStrategy[Opdracht]:
    """Draw this command with one field at random."""

    def met(veld: str) -> st.SearchStrategy[Opdracht]:
        return waarde_voor(type(voorbeeld), veld).map(lambda waarde: met_waarde(voorbeeld, veld, waarde))

    return st.sampled_from([veld.name for veld in fields(voorbeeld)]).flatmap(met)


def met_waarde(opdracht: Opdracht, veld: str, waarde: object) -> Opdracht:
    """Put one value in one field."""
    return replace(opdracht, **{veld: waarde})  # type: ignore[arg-type]


VERDER = tuple(
    voorbeeld
    for voorbeeld in VOORBEELDEN
    if voorbeeld not in (opdrachten.WIJS_AF, opdrachten.GEEF_ADVIES, opdrachten.VERWIJS_DOOR)
    if not isinstance(voorbeeld, c.SluitAf | c.Verwijder)
)
"""The hand-written commands that bring no casus to its end."""

ZINVOL = st.integers(0, len(VERDER))
"""Take the so-maniest of those that now lead to something that did not happen yet."""

WILLEKEURIG = st.sampled_from(get_args(Opdracht)).flatmap(willekeurig)
BIJNA = st.sampled_from(VOORBEELDEN).flatmap(bijna)
STAP = ZINVOL | st.sampled_from(VOORBEELDEN) | BIJNA | WILLEKEURIG

VREEMDE_PET = st.builds(Medewerker, COLLEGA, st.sampled_from(Rol), ORGANISATIE)
WIE = st.sampled_from((PEER, APPEL)) | st.sampled_from((KERS, PRUIM)) | VREEMDE_PET
BIJ = st.builds(
    Omstandigheden,
    vandaag=st.sampled_from((DINSDAG, ICODAG, NA_ICO, LAATSTE_JAAR)) | DAG,
    wie=WIE,
    tafel=st.sampled_from((TESTTAFEL, MONITORTAFEL, TOESTEMMINGSTAFEL)),
    protocol=st.sampled_from((PROTOCOL, RUIMER_PROTOCOL)),
)
STAPPEN = st.lists(st.tuples(STAP, BIJ), min_size=10, max_size=25)
BEGIN = st.sampled_from([fase for fase in Fase if fase is not Fase.VERWIJDERD])
"""A walk begins in any phase but the last, which leads nowhere; it may well end there."""
