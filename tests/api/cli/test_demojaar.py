"""The demo year as it is thought up: the rules take every step of it, and every kind of fact occurs."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from uuid import UUID

import pytest

from api.demo.jaar import CASUSSEN, jaar
from api.demo.stappen import (
    Aanmelding,
    BegintLijst,
    BijCasus,
    BijConsultatie,
    BijOverleg,
    BijVerzoek,
    ControleertLijst,
    GeefVerder,
    Houd,
    KeurtLijstGoed,
    KijkSamenloop,
    OntvangtVerzoek,
    OpAgenda,
    OpLijst,
    PlanVooruit,
    RondtVerzoekAf,
    Stap,
    SteltProtocolVoor,
    TrektLijstIn,
    VanAgenda,
    VernietigtLijst,
    VoertProtocolIn,
    Vraag,
    WistPersoon,
    ZegAf,
    ZetOm,
    ZoektPersoon,
)
from api.rechten import RECHTEN, Recht
from domain.bsn import is_bsn
from domain.casus import commands
from domain.casus.events import (
    AgendapuntBesproken,
    Doorgegeven,
    Getrieerd,
    Opgeschaald,
    SamenloopGeraadpleegd,
    ToestemmingGegeven,
    VanAgendaGehaald,
)
from domain.casus.state import Fase
from domain.casus.waarden import Betrokkene, Hoedanigheid
from domain.consultatie import commands as vragen
from domain.overleg import commands as bijeenkomsten
from domain.overleg.events import OverlegAfgezegd, OverlegGepland
from domain.verzoek import commands as verzoeken
from domain.verzoek.events import Verzoekfeit
from domain.verzoek.state import vouw_verzoek
from domain.verzoek.waarden import Verzoeksoort
from infra.codec import ALLES
from infra.definitions import Definities
from infra.kalender import feestdag
from infra.omgeving import NEDERLAND
from tests.api.cli.demojaar import GENOEG, ZONDAG, casussen, feiten, het_jaar

MAG: dict[Recht, tuple[type, ...]] = {
    Recht.AANMELDEN: (commands.MeldAan,),
    Recht.AANVULLEN: (commands.VulAan,),
    Recht.GRONDSLAG: (commands.LegGrondslagVast,),
    Recht.TOESTEMMING: (commands.GeefToestemming, commands.WeigerToestemming, commands.TrekToestemmingIn),
    Recht.GEZAG: (commands.LegGeboortedatumVast, commands.LegGezagVast),
    Recht.GEZAG_BEOORDELEN: (commands.BeoordeelGezag,),
    Recht.INFORMEREN: (commands.StelInformerenUit, commands.LegInformerenVast),
    Recht.SAMENLOOP: (KijkSamenloop,),
    Recht.TRIEREN: (commands.Trieer,),
    Recht.DOORGEVEN: (GeefVerder,),
    Recht.MONITOR_MELDEN: (commands.MeldBijMonitor,),
    Recht.REGIE: (commands.WijsRegieToe,),
    Recht.DEELNEMERS: (commands.VoegDeelnemerToe, commands.VerwijderDeelnemer),
    Recht.ICO: (commands.PlanICO, commands.VerzetICO, commands.ZegICOAf, commands.LegICOVast),
    Recht.ADVISEREN: (commands.BrengAdviesUit,),
    Recht.ANALYSE: (commands.VraagVerklarendeAnalyse, commands.LeverVerklarendeAnalyseOp),
    Recht.PLAN: (commands.StelPlanVast,),
    Recht.ACTIES: (commands.WijsActieToe, commands.LaatActieVervallen),
    Recht.AFRONDEN: (commands.RondActieAf,),
    Recht.VOORTGANG: (commands.LegVoortgangVast,),
    Recht.HERAGENDEREN: (commands.Heragendeer,),
    Recht.SCHALEN: (commands.SchaalOp, commands.SchaalTerug, commands.SchaalAf),
    Recht.AFSLUITEN: (commands.SluitVoorlopigAf, commands.Heropen, commands.SluitAf),
    Recht.LIJST_VOORSTELLEN: (OpLijst,),
    Recht.LIJST_CONTROLEREN: (ControleertLijst,),
    Recht.LIJST_INTREKKEN: (TrektLijstIn,),
    Recht.LIJST_GOEDKEUREN: (KeurtLijstGoed,),
    Recht.LIJST_UITVOEREN: (BegintLijst, VernietigtLijst),
    Recht.BEWAARTERMIJN: (commands.StelEigenTermijnVast,),
    Recht.OPSCHORTEN: (commands.SchortVernietigingOp, commands.HefOpschortingOp),
    Recht.BEPERKEN: (commands.StelBeperkingIn, commands.HefBeperkingOp),
    Recht.VERLENGEN: (commands.StelVerlengingVoor,),
    Recht.INSTEMMEN: (commands.GeefInstemming, commands.WeigerInstemming),
    Recht.PROTOCOL: (SteltProtocolVoor, VoertProtocolIn),
    Recht.VERZOEK_ONTVANGEN: (OntvangtVerzoek,),
    Recht.VERZOEK_ZOEKEN: (ZoektPersoon,),
    Recht.VERZOEK_BEHANDELEN: (
        *(verzoeken.StelIdentiteitVast, verzoeken.BevestigVindplaatsen, verzoeken.VerlengVerzoek),
        *(verzoeken.StelBesluitVoor, verzoeken.TrekVerzoekIn, WistPersoon, RondtVerzoekAf),
    ),
    Recht.VERZOEK_BESLUITEN: (verzoeken.GeefBesluitTerug, verzoeken.NeemBesluit),
    Recht.OVERLEG: (
        *(PlanVooruit, OpAgenda, VanAgenda, ZegAf, Houd, bijeenkomsten.VerzetOverleg),
        *(bijeenkomsten.NodigUitVoorOverleg, bijeenkomsten.TrekUitnodigingIn),
    ),
    Recht.KOMST: (bijeenkomsten.BevestigKomst, bijeenkomsten.ZegKomstAf),
    Recht.CONSULTATIE_VRAGEN: (vragen.StelVraag, vragen.VulVraagAan),
    Recht.CONSULTATIE_BEANTWOORDEN: (
        *(vragen.GeefAdvies, vragen.LegBevestigingVast, vragen.SluitConsultatie, ZetOm),
    ),
}
NIET_VERTELD = {
    # Nothing records these any more: since there are lists, a destruction is proposed on one.
    *("VerwijderingVoorgesteld", "VerwijderingVanConsultatieVoorgesteld"),
    # What the service itself does for a list, as soon as it serves: with a real KEK, and a look at real files.
    *("SleutelsGewist", "StapGezet", "KekVernieuwd", "LijstNagecontroleerd", "LijstVerklaard"),
    # An overzicht is a file with a number in the register of exports; who shows it makes it, as the second person.
    "InzageVerstrekt",
    # A verzoek is kept for two years after its answer, and this is one year.
    *("VerwijderingVanVerzoekVoorgesteld", "VerzoekVerwijderd"),
    # A hold on what was only asked is rare; the one on a casus is told.
    *("ConsultatieOpgeschort", "OpschortingVanConsultatieOpgeheven"),
    # Few organisations ask something of what they bring in, and what they ask takes cases off the lists of files.
    *("VoorwaardeGesteld", "VoorwaardeIngetrokken", "DoorgifteGevraagd", "DoorgifteBeantwoord"),
}
"""Everything that the year does not tell, each with why."""
RECHT_VOOR = {soort: recht for recht, soorten in MAG.items() for soort in soorten}


def gevraagd(stap: Stap) -> object:
    match stap.wat:
        case Aanmelding() | BijCasus() | BijOverleg() | Vraag() | BijConsultatie() | BijVerzoek():
            return stap.wat.opdracht
        case _:
            return stap.wat


# --- the year itself --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("later", range(7))
def test_on_every_day_of_the_week_the_rules_take_every_step(later: int) -> None:
    dag = ZONDAG + timedelta(days=later)
    verteld = het_jaar(dag=dag, seed=later + 1, aantal=GENOEG + 40)
    for gedaan in verteld:
        assert gedaan.schrijfsels, "each step is something new"
        recht = RECHT_VOOR[type(gevraagd(gedaan.stap))]
        assert gedaan.stap.namens.wie.rol in RECHTEN[recht], recht
    momenten = [gedaan.stap.op for gedaan in verteld]
    assert momenten == sorted(momenten)
    vroeg = {
        feit.stroom_id
        for gedaan in verteld
        for schrijfsel in gedaan.schrijfsels
        for feit in schrijfsel.feiten
        if feit.envelop.op.date() < dag - timedelta(days=371)
    }
    assert len(vroeg) == 1, "one case is old enough to be extended"
    assert momenten[-1].date() < dag
    verteld_van = {ALLES.naam(type(feit)) for _, feit in feiten(verteld)}
    assert {naam.split(".")[1] for naam in set(ALLES.namen) - verteld_van} == NIET_VERTELD
    assert {casus.fase for casus in casussen(verteld).values()} == set(Fase) - {Fase.GEEN}


@pytest.mark.parametrize("later", [0, 1, 29, 58])
def test_most_of_what_was_not_taken_up_is_gone_and_little_is_due(later: int) -> None:
    dag = ZONDAG + timedelta(days=later)
    nu = casussen(het_jaar(dag=dag, seed=later + 1, aantal=CASUSSEN)).values()
    over = [casus for casus in nu if casus.fase is not Fase.VERWIJDERD]
    due = [casus for casus in over if casus.bewaren_tot is None or casus.bewaren_tot <= dag]
    assert 1 <= len(due) <= 6
    assert {casus.fase for casus in due} == {Fase.NIET_OPGENOMEN}


def test_the_same_seed_and_day_give_the_same_year_and_others_do_not(definities: Definities) -> None:
    assert het_jaar() == tuple(jaar(definities, vandaag=ZONDAG, aantal=GENOEG))
    assert het_jaar() != het_jaar(seed=2)


def test_every_table_of_every_region_has_cases_and_the_weightiest_have_most(definities: Definities) -> None:
    per_tafel = Counter(
        gedaan.stap.wat.tafel
        for gedaan in het_jaar(aantal=CASUSSEN)
        if isinstance(gedaan.stap.wat, Aanmelding)
    )
    assert set(per_tafel) == set(definities.tafels)
    zwaar = {tafel.id for tafel in definities.tafels.values() if tafel.regime in ("zvh", "ret")}
    assert sum(per_tafel[id_] for id_ in zwaar) > per_tafel.total() / 2


def test_nobody_in_it_exists() -> None:
    gezien = 0
    for _, feit in feiten(het_jaar()):
        mensen: tuple[Betrokkene, ...] = getattr(feit, "betrokkenen", ())
        for mens in mensen:
            gezien += 1
            assert mens.naam.startswith("Testpersoon ")
            assert mens.bsn is None or (mens.bsn.startswith("9999") and is_bsn(mens.bsn))
        if isinstance(feit, ToestemmingGegeven):
            assert feit.gever.startswith("Testpersoon ")
    assert gezien > GENOEG


def test_triage_is_on_a_day_of_the_rhythm_of_its_table_and_never_on_a_holiday(definities: Definities) -> None:
    tafel_van: dict[str, str] = {}
    nu = casussen(het_jaar(aantal=CASUSSEN))
    tafel_van = {casus.casusnummer: casus.tafel for casus in nu.values()}
    for gedaan in het_jaar(aantal=CASUSSEN):
        wat = gedaan.stap.wat
        if isinstance(wat, BijCasus) and isinstance(wat.opdracht, commands.Trieer):
            dag = gedaan.stap.op.astimezone(NEDERLAND).date()
            assert feestdag(dag) is None
            if tafel := tafel_van.get(wat.casusnummer):
                ritme = definities.tafels[tafel].triage
                assert ritme.zittingen(dag, dag, feestdag=feestdag)


def test_a_triage_that_fell_on_a_holiday_was_moved() -> None:
    gepland = [feit for _, feit in feiten(het_jaar(dag=date(2026, 6, 1))) if isinstance(feit, OverlegGepland)]
    assert [feit for feit in gepland if feit.feestdag is not None and feit.eigenlijk is not None]


def test_it_shows_what_the_tables_ask_of_each_other_and_of_the_people_in_them() -> None:
    verteld = [feit for _, feit in feiten(het_jaar(aantal=CASUSSEN))]
    keren = [feit for feit in verteld if isinstance(feit, SamenloopGeraadpleegd)]
    assert any(keer.treffers for keer in keren)
    assert not all(keer.treffers for keer in keren)
    assert any(isinstance(feit, Doorgegeven) for feit in verteld)
    omhoog = Counter(feit.naar for feit in verteld if isinstance(feit, Opgeschaald))
    assert omhoog["ben"] >= omhoog["landelijk"] > 0
    ja = [feit for feit in verteld if isinstance(feit, ToestemmingGegeven)]
    assert {feit.hoedanigheid for feit in ja} >= set(Hoedanigheid) - {Hoedanigheid.VERTEGENWOORDIGER}
    assert any(feit.leeftijd is not None and feit.leeftijd < 12 for feit in ja)
    weg = [feit.reden for feit in verteld if isinstance(feit, VanAgendaGehaald)]
    afgezegd = [feit.reden for feit in verteld if isinstance(feit, OverlegAfgezegd)]
    assert any("gaat niet door" in reden for reden in weg)
    assert len(set(afgezegd)) > 1
    assert any(isinstance(feit, AgendapuntBesproken) for feit in verteld)


def test_a_child_that_turns_twelve_is_asked_itself() -> None:
    stromen: dict[UUID, list[ToestemmingGegeven]] = defaultdict(list)
    for stroom_id, feit in feiten(het_jaar(aantal=CASUSSEN)):
        if isinstance(feit, ToestemmingGegeven):
            stromen[stroom_id].append(feit)
    leeftijden = [[feit.leeftijd for feit in historie] for historie in stromen.values()]
    assert [11, 12] in [sorted({leeftijd for leeftijd in rij if leeftijd is not None}) for rij in leeftijden]


def test_a_case_that_is_referred_is_weighed_again_at_the_next_table() -> None:
    nu = casussen(het_jaar(aantal=CASUSSEN)).values()
    daar = {casus.doorgegeven.casusnummer for casus in nu if casus.doorgegeven is not None}
    gewogen = [casus for casus in nu if casus.casusnummer in daar and isinstance(casus.triage, Getrieerd)]
    assert gewogen


@pytest.mark.parametrize("later", range(0, 28, 4))
def test_no_verzoek_waits_past_its_last_day(later: int) -> None:
    dag = ZONDAG + timedelta(days=later)
    stromen: dict[UUID, list[Verzoekfeit]] = defaultdict(list)
    for stroom_id, feit in feiten(het_jaar(dag=dag, seed=later + 1)):
        if isinstance(feit, Verzoekfeit):
            stromen[stroom_id].append(feit)
    nu = [vouw_verzoek(historie) for historie in stromen.values()]
    assert {verzoek.soort for verzoek in nu} == set(Verzoeksoort)
    wachten = [verzoek.uiterlijk for verzoek in nu if verzoek.loopt]
    assert wachten
    assert all(uiterlijk is not None and uiterlijk >= dag for uiterlijk in wachten)
