"""A case through its whole life over HTTP, each step by somebody whose role it is."""

from domain.bewaring import Vernietigd
from domain.rollen import Rol
from projections import verwijderrapport
from tests.api.conftest import Deur
from tests.api.lijstloop import vernietig
from tests.api.verzoeken import (
    AANMELDING,
    AANVULLING,
    ACTIE,
    ACTIE_ID,
    ADVIES,
    AFSLUITING,
    ANALYSE,
    ANALYSE_ID,
    CASUSREGIE,
    DEELNEMER,
    GRONDSLAG,
    HERAGENDERING,
    ICO,
    ICO_ID,
    JSON,
    PLAN,
    PROCESREGIE,
    TRIAGE,
    VERZETTING,
    VOORTGANG,
    toestemming,
    verslag,
)
from tests.conftest import Klok
from tests.verhalen import ZVH


class Loop:
    """Walks one case, and checks of each step what it recorded."""

    def __init__(self, deur: Deur) -> None:
        antwoord = deur.stuur("/casussen", AANMELDING, als=Rol.MELDER)
        assert antwoord.status_code == 201
        aangemeld = antwoord.json()
        self._deur = deur
        self.pad = f"/casussen/{aangemeld['casusnummer']}"
        self.nummer: str = aangemeld["casusnummer"]
        self.framboos: str = aangemeld["personen"][0]
        assert antwoord.headers["Location"] == f"/v1{self.pad}"

    def stap(self, waarheen: str, inhoud: JSON | None, *namen: str, als: Rol) -> JSON:
        antwoord = self._deur.stuur(f"{self.pad}/{waarheen}", inhoud, als=als)
        assert antwoord.status_code == 200, antwoord.text
        gedaan: JSON = antwoord.json()
        assert gedaan["vastgelegd"] == [f"casus.{naam}.v1" for naam in namen]
        assert gedaan["casusnummer"] == self.nummer
        return gedaan


def test_a_case_goes_from_aanmelding_to_proven_destruction(deur: Deur, klok: Klok) -> None:
    loop = Loop(deur)
    _tot_en_met_triage(loop)
    _tot_en_met_ico(loop, klok)
    _monitoring(loop)
    _afsluiten(loop)
    versie = deur.dienst.shell.laad(loop.nummer).versie
    bewijsnummer = vernietig(deur, loop.nummer)

    bewijs = deur.haal(f"/verwijderingen/{bewijsnummer}", als=Rol.AUDITOR).json()
    assert (bewijs["voorgesteldDoor"], bewijs["uitgevoerdDoor"]) == ("mw-pruim", "mw-kastanje")
    with deur.dienst.engine.connect() as verbinding:
        rij = verwijderrapport.verwijdering(verbinding, bewijsnummer)
    assert rij is not None
    feiten = deur.dienst.shell.skelet(rij.stroom_id)
    assert len(feiten) == versie + 1
    assert sum(isinstance(feit.gebeurtenis, Vernietigd) for feit in feiten) == versie


def _tot_en_met_triage(loop: Loop) -> None:
    assert loop.stap("aanvullingen", AANVULLING, "AanmeldingAangevuld", als=Rol.SECRETARIS)["versie"] == 2
    assert loop.stap("aanvullingen", AANVULLING, als=Rol.SECRETARIS)["versie"] == 2
    loop.stap("grondslagen", GRONDSLAG, "GrondslagVastgelegd", als=Rol.SECRETARIS)
    assert loop.stap("triages", TRIAGE, "Getrieerd", als=Rol.VOORZITTER)["fase"] == "opgenomen"
    loop.stap("regietoewijzingen", PROCESREGIE, "RegieToegewezen", als=Rol.VOORZITTER)
    loop.stap("regietoewijzingen", CASUSREGIE, "RegieToegewezen", als=Rol.PROCESREGISSEUR)
    loop.stap("deelnemers", DEELNEMER, "DeelnemerToegevoegd", als=Rol.PROCESREGISSEUR)


def _tot_en_met_ico(loop: Loop, klok: Klok) -> None:
    gaf = toestemming(loop.framboos)
    wie = {naam: gaf[naam] for naam in ("persoonId", "doel", "hoedanigheid")}
    weigering = {**wie, "weigeraar": "Testpersoon Framboos", "geweigerdOp": "2026-03-02"}
    loop.stap("toestemmingsweigeringen", weigering, "ToestemmingGeweigerd", als=Rol.MELDER)
    loop.stap("toestemmingen", gaf, "ToestemmingGegeven", als=Rol.CASUSREGISSEUR)
    gepland = loop.stap("icos", ICO, "ICOGepland", als=Rol.SECRETARIS)
    assert gepland["icoId"] == ICO_ID
    assert loop.stap("icos", ICO, als=Rol.SECRETARIS)["icoId"] == ICO_ID
    ico = f"icos/{ICO_ID}"
    loop.stap(f"{ico}/afzeggingen", {"reden": "Ziek"}, "ICOAfgezegd", als=Rol.SECRETARIS)
    tweede = loop.stap("icos", {**ICO, "icoId": None}, "ICOGepland", als=Rol.SECRETARIS)["icoId"]
    loop.stap(f"icos/{tweede}/verzettingen", VERZETTING, "ICOVerzet", als=Rol.SECRETARIS)
    klok.verder(days=8)
    gehouden = loop.stap(
        f"icos/{tweede}/verslagen", verslag(loop.framboos), "ICOGehouden", als=Rol.SECRETARIS
    )
    assert gehouden["fase"] == "monitoring"
    loop.stap(f"icos/{tweede}/adviezen", ADVIES, "AdviesUitgebracht", als=Rol.VERTEGENWOORDIGER)
    gevraagd = loop.stap("verklarende-analyses", ANALYSE, "VerklarendeAnalyseGevraagd", als=Rol.SECRETARIS)
    assert gevraagd["analyseId"] == ANALYSE_ID
    er_is = {"uitkomst": "Een verzonnen verklaring"}
    pad = f"verklarende-analyses/{ANALYSE_ID}/opleveringen"
    loop.stap(pad, er_is, "VerklarendeAnalyseOpgeleverd", als=Rol.SECRETARIS)
    intrekking = {**wie, "intrekker": "Testpersoon Framboos", "ingetrokkenOp": "2026-03-10"}
    loop.stap("toestemmingsintrekkingen", intrekking, "ToestemmingIngetrokken", als=Rol.PROCESREGISSEUR)
    _neer_en_weer_op(loop, tweede)


def _neer_en_weer_op(loop: Loop, ico_id: str) -> None:
    besluit = {"reden": "Een half jaar rust", "beslotenIn": ico_id, "herzienOp": "2026-09-01"}
    loop.stap("voorlopige-afsluitingen", besluit, "VoorlopigAfgesloten", als=Rol.VOORZITTER)
    loop.stap("heropeningen", {"reden": "De overlast is terug"}, "Heropend", als=Rol.VOORZITTER)
    later = {**ICO, "icoId": None, "begint": "2026-03-10T16:00:00+01:00"}
    derde = loop.stap("icos", later, "ICOGepland", als=Rol.PROCESREGISSEUR)["icoId"]
    zonder_inbreng = {**verslag(loop.framboos), "inbreng": []}
    loop.stap(f"icos/{derde}/verslagen", zonder_inbreng, "ICOGehouden", als=Rol.PROCESREGISSEUR)
    besluit = {"reden": "Het wijkteam kan verder", "beslotenIn": derde, "naar": "lokaal"}
    loop.stap("afschalingen", besluit, "Afgeschaald", als=Rol.PROCESREGISSEUR)
    loop.stap("heropeningen", {"reden": "Lokaal lukt het niet"}, "Heropend", als=Rol.PROCESREGISSEUR)


def _monitoring(loop: Loop) -> None:
    loop.stap("plannen", PLAN, "PlanVastgesteld", als=Rol.CASUSREGISSEUR)
    assert loop.stap("acties", ACTIE, "ActieToegewezen", als=Rol.SECRETARIS)["actieId"] == ACTIE_ID
    tweede = loop.stap("acties", {**ACTIE, "actieId": None}, "ActieToegewezen", als=Rol.CASUSREGISSEUR)[
        "actieId"
    ]
    klaar = {"resultaat": "Er wordt weer opengedaan"}
    loop.stap(f"acties/{ACTIE_ID}/afrondingen", klaar, "ActieAfgerond", als=Rol.DEELNEMER)
    niet_nodig = {"reden": "Al gebeurd"}
    loop.stap(f"acties/{tweede}/vervallenverklaringen", niet_nodig, "ActieVervallen", als=Rol.CASUSREGISSEUR)
    loop.stap("voortgangen", VOORTGANG, "VoortgangVastgelegd", als=Rol.CASUSREGISSEUR)
    loop.stap("heragenderingen", HERAGENDERING, "HeragenderingVoorgesteld", als=Rol.CASUSREGISSEUR)
    loop.stap("heragenderingen", HERAGENDERING, "Geagendeerd", als=Rol.PROCESREGISSEUR)
    omhoog = {"naar": "bestuurlijk", "reden": "De burgemeester beslist"}
    loop.stap("opschalingen", omhoog, "Opgeschaald", als=Rol.VOORZITTER)
    loop.stap(
        "terugschalingen", {"naar": "tafel", "reden": "Er is besloten"}, "Teruggeschaald", als=Rol.VOORZITTER
    )
    loop.stap("opschalingen", omhoog, "Opgeschaald", als=Rol.VOORZITTER)


def _afsluiten(loop: Loop) -> None:
    weg = {"medewerker": "mw-meloen", "reden": "Andere baan"}
    loop.stap("deelnemersverwijderingen", weg, "DeelnemerVerwijderd", als=Rol.PROCESREGISSEUR)
    assert loop.stap("afsluitingen", AFSLUITING, "Afgesloten", als=Rol.VOORZITTER)["fase"] == "afgesloten"
    loop.stap("afsluitingen", AFSLUITING, als=Rol.VOORZITTER)


def test_an_aanmelding_with_a_known_kenmerk_gives_the_case_that_is_there(deur: Deur) -> None:
    eerste = deur.stuur("/casussen", AANMELDING, als=Rol.MELDER)
    tweede = deur.stuur("/casussen", AANMELDING, als=Rol.SECRETARIS)
    assert (eerste.status_code, tweede.status_code) == (201, 200)
    assert tweede.json() == {**eerste.json(), "vastgelegd": []}
    assert eerste.headers["Location"] == tweede.headers["Location"]


def test_another_content_under_a_known_kenmerk_is_not_dropped_in_silence(deur: Deur) -> None:
    eerste = deur.stuur("/casussen", AANMELDING, als=Rol.MELDER).json()
    mensen = AANMELDING["betrokkenen"]
    for anders in (
        {"gemeente": "purmerend"},
        {"aanpak": None},
        {"leefgebieden": ["wonen"]},
        {"criteria": AANMELDING["criteria"][:2]},
        {"reguliereRoutes": "Iets anders geprobeerd"},
        {"voorcontact": {"op": "2026-03-02", "met": "mw-peer"}},
        {"grondslag": GRONDSLAG},
        {"betrokkenen": [*mensen, {"betrokkenheid": "kind", "naam": "Testpersoon Pit"}]},
        {"betrokkenen": [{**mensen[0], "adres": "Verzonnenlaan 2"}]},
    ):
        antwoord = deur.stuur("/casussen", {**AANMELDING, **anders}, als=Rol.MELDER)
        assert antwoord.status_code == 409, anders
        assert antwoord.json()["detail"] == (
            "Onder dit kenmerk is al een casus aangemeld, met andere inhoud."
        )
    assert deur.dienst.shell.laad(eerste["casusnummer"]).versie == 1


def test_the_same_aanmelding_is_the_same_also_after_the_case_went_on(deur: Deur) -> None:
    """Who heard no answer sends it again, perhaps after somebody else completed the case."""
    loop = Loop(deur)
    _tot_en_met_triage(loop)
    weer = deur.stuur("/casussen", AANMELDING, als=Rol.MELDER)
    assert (weer.status_code, weer.json()["casusnummer"]) == (200, loop.nummer)
    met_grondslag = deur.stuur("/casussen", {**AANMELDING, "grondslag": GRONDSLAG}, als=Rol.MELDER)
    assert met_grondslag.status_code == 200


def test_a_crisis_hears_its_own_route_also_under_a_known_kenmerk(deur: Deur) -> None:
    deur.stuur("/casussen", AANMELDING, als=Rol.MELDER)
    antwoord = deur.stuur("/casussen", {**AANMELDING, "urgentie": "crisis"}, als=Rol.MELDER)
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:casus:probleem:crisisroute")


def test_a_melder_does_not_hear_what_became_of_a_shielded_case_with_the_same_kenmerk(deur: Deur) -> None:
    loop = Loop(deur)
    _tot_en_met_triage(loop)
    _afsluiten(loop)
    for inhoud in (AANMELDING, {**AANMELDING, "gemeente": "purmerend"}):
        antwoord = deur.stuur("/casussen", inhoud, als=Rol.MELDER)
        assert antwoord.status_code == 409
        assert antwoord.json()["detail"] == "Onder dit kenmerk is al eerder een casus aangemeld."
        assert loop.nummer not in antwoord.text
        assert loop.nummer not in str(antwoord.headers)


def test_crisis_gets_its_own_route_back(deur: Deur) -> None:
    antwoord = deur.stuur("/casussen", {**AANMELDING, "urgentie": "crisis"}, als=Rol.MELDER)
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:casus:probleem:crisisroute")
    assert antwoord.json()["detail"] == deur.dienst.definities.tafels[ZVH].crisisroute.tekst


def test_the_purpose_the_person_and_the_trace_stand_in_the_envelope(deur: Deur) -> None:
    loop = Loop(deur)
    _tot_en_met_triage(loop)
    historie = deur.dienst.shell.laad(loop.nummer).historie
    triage = next(feit.envelop for feit in historie if feit.naam == "casus.Getrieerd.v1")
    assert (triage.wie, triage.rol, triage.organisatie, triage.doel) == (
        "mw-vijg",
        Rol.VOORZITTER,
        "zvh",
        "triage",
    )
    assert triage.spoor is not None
    assert len({feit.envelop.spoor for feit in historie}) == len(historie)
