"""Random walks through the life of a consultatie; what must hold at every step, whatever is asked.

1. A command gives facts or a Weigering, never another error; asked again it gives nothing new.
2. A Weigering never names who or what was told: no name, number or free text.
3. Without a name there is no clock; with one there is, and it never moves.
4. A confirmation comes after an advice; after omgezet or gesloten only the destruction follows.
5. Who proposed a destruction does not carry it out, and after it nothing is recorded any more; what is held stays.
6. The consultatie is what its whole history folds to; of a destroyed history only the destruction is left.
"""

from dataclasses import fields, replace
from functools import reduce
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.bewaring import Vernietigd
from domain.casus.waarden import Criteriumfeit, Opschortgrond, Urgentie, Verwijdergrond, Weigerreden
from domain.consultatie import waarden as w
from domain.consultatie.commands import (
    Consultatieopdracht,
    LaatConsultatieBuitenVernietiging,
    SchortConsultatieOp,
)
from domain.consultatie.decide import decide_consultatie
from domain.consultatie.events import (
    AdviesGegeven,
    BevestigingVerzonden,
    ConsultatieBuitenVernietigingGelaten,
    Consultatiefeit,
    Consultatiegebeurtenis,
    ConsultatieOpgeschort,
    ConsultatieVerwijderd,
    OpschortingVanConsultatieOpgeheven,
    VerwijderingVanConsultatieVoorgesteld,
)
from domain.consultatie.omstandigheden import UITGEWERKT, Consultatieomstandigheden
from domain.consultatie.state import Consultatie, Consultatiefase, evolve_consultatie, vouw_consultatie
from domain.weigering import Weigering
from tests.domain.consultatie import opdrachten
from tests.domain.consultatie.feiten import STANDEN, VERNIETIGD
from tests.domain.consultatie.opdrachten import MANGO
from tests.domain.delen import AARDBEI, BRAAM, FEIT_A1, FEIT_A2, OPSCHORTING_ID, TWEEDE_OPSCHORTING_ID
from tests.domain.tafel import DINSDAG, EINDE_TERMIJN, GANG, KERS, MAANDAG, PEER, PROTOCOL, PRUIM, TESTTAFEL
from tests.domain.verhaal import zwijgt_over
from tests.lang import keren

Stappen = list[tuple[Consultatieopdracht, Consultatieomstandigheden]]

VOORBEELDEN = tuple(waarde for waarde in vars(opdrachten).values() if isinstance(waarde, Consultatieopdracht))
EINDFEIT = (
    VerwijderingVanConsultatieVoorgesteld
    | ConsultatieVerwijderd
    | ConsultatieBuitenVernietigingGelaten
    | ConsultatieOpgeschort
    | OpschortingVanConsultatieOpgeheven
)

TEKST = st.sampled_from(("Kersenpit vertelt", "Perzik zwijgt", "", "  "))
DAG = st.sampled_from((MAANDAG, DINSDAG, EINDE_TERMIJN))
VELDEN: dict[str, st.SearchStrategy[object]] = {
    "aanpak": st.sampled_from((None, "regulier", "Perzik als aanpak")),
    "aard": st.sampled_from(w.Vraagaard),
    "advies": TEKST,
    "betrokkenen": st.lists(
        st.sampled_from((AARDBEI, BRAAM, MANGO, replace(BRAAM, bsn="999990018"))), max_size=2
    ).map(tuple),
    "bewijsnummer": st.sampled_from(("BEWIJS-7", "BEWIJS-8")),
    "gang": st.just(GANG),
    "lijstnummer": st.sampled_from(("L-BCDFG-HJKLM", "L-BCDFG-HJKLN")),
    "toelichting": TEKST,
    "casusnummer": st.sampled_from(("TEST-0001", "TEST-0002 van Perzik", "")),
    "consultatienummer": st.sampled_from(("VRAAG-0001", "VRAAG-0002 van Perzik")),
    "criteria": st.lists(st.sampled_from((FEIT_A1, FEIT_A2, Criteriumfeit("Z9", "Perzik"))), max_size=2).map(
        tuple
    ),
    "door": st.sampled_from((None, "mw-peer", "mw-appel")),
    "formulier_geadviseerd": st.sampled_from(w.Formulieradvies),
    "gemeente": st.sampled_from((None, "teststad", "Perzikstad")),
    "gewist": st.sampled_from((frozenset(), frozenset({AARDBEI.persoon_id}))),
    "grond": st.sampled_from(Verwijdergrond),
    "leefgebieden": st.lists(st.sampled_from(("wonen", "zorg", "Perzik als leefgebied")), max_size=2).map(
        tuple
    ),
    "opschorting_id": st.sampled_from((OPSCHORTING_ID, TWEEDE_OPSCHORTING_ID)),
    "organisatie": st.sampled_from(("testzorg", "testschool", "Bakkerij Kersenpit")),
    "reden": TEKST,
    "reguliere_routes": TEKST,
    "tot": DAG,
    "urgentie": st.sampled_from((Urgentie.REGULIER, Urgentie.REGULIER, Urgentie.CRISIS)),
    "verzonden_op": DAG,
    "vraag": TEKST,
    "vraagsteller": TEKST,
}
"""What may stand in a field of a command, by its name; a field that is not here stops every walk."""


def waarde_voor(opdracht: Consultatieopdracht, veld: str) -> st.SearchStrategy[object]:
    """Draw a value for one field of a command."""
    if veld == "reden" and isinstance(opdracht, LaatConsultatieBuitenVernietiging):
        return st.sampled_from(Weigerreden)
    if veld == "grond" and isinstance(opdracht, SchortConsultatieOp):
        return st.sampled_from(Opschortgrond)
    if veld == "kanaal":
        return st.sampled_from(type(getattr(opdracht, veld)))
    return VELDEN[veld]


def bijna(voorbeeld: Consultatieopdracht) -> st.SearchStrategy[Consultatieopdracht]:
    """Draw this command with one field at random."""

    def met(veld: str) -> st.SearchStrategy[Consultatieopdracht]:
        return waarde_voor(voorbeeld, veld).map(lambda waarde: met_waarde(voorbeeld, veld, waarde))

    return st.sampled_from([veld.name for veld in fields(voorbeeld)]).flatmap(met)


def met_waarde(opdracht: Consultatieopdracht, veld: str, waarde: object) -> Consultatieopdracht:
    """Put one value in one field."""
    return replace(opdracht, **{veld: waarde})  # type: ignore[arg-type]  # any field, by name


STAP = st.sampled_from(VOORBEELDEN) | st.sampled_from(VOORBEELDEN).flatmap(bijna)
BIJ = st.builds(
    Consultatieomstandigheden,
    vandaag=DAG,
    wie=st.sampled_from((PEER, KERS, PRUIM)),
    tafel=st.just(TESTTAFEL),
    protocol=st.just(PROTOCOL),
)
STAPPEN = st.lists(st.tuples(STAP, BIJ), min_size=5, max_size=20)
BEGIN = st.sampled_from([fase for fase in Consultatiefase if fase is not Consultatiefase.VERWIJDERD])


@given(fase=BEGIN, stappen=STAPPEN)
@pytest.mark.faults
@settings(max_examples=keren(100, lang=3000))
def test_whatever_is_asked_the_rules_hold_at_every_step(fase: Consultatiefase, stappen: Stappen) -> None:
    historie = list(STANDEN[fase])
    consultatie = vouw_consultatie(historie)
    for opdracht, bij in stappen:
        try:
            nieuw = decide_consultatie(consultatie, opdracht, bij=bij)
        except Weigering as weigering:
            zwijgt_over(weigering, [opdracht, *historie])
            continue
        verder = reduce(evolve_consultatie, nieuw, consultatie)
        assert decide_consultatie(verder, opdracht, bij=bij) == [], "asked twice"
        houdt_stand(consultatie, nieuw, verder)
        historie += nieuw
        consultatie = verder
    klopt_als_geheel(historie, consultatie)


def test_the_walks_know_every_command() -> None:
    assert {type(opdracht) for opdracht in VOORBEELDEN} == set(get_args(Consultatieopdracht))


def houdt_stand(voor: Consultatie, nieuw: list[Consultatiefeit], na: Consultatie) -> None:
    """Check what must hold from one step to the next."""
    assert voor.fase is not Consultatiefase.VERWIJDERD or not nieuw, "recorded after the destruction"
    assert voor.fase not in UITGEWERKT or all(isinstance(feit, EINDFEIT) for feit in nieuw)
    klok = (na.eerste_verwerking, na.bewaren_tot, na.bewaarregel)
    if na.aard is w.Vraagaard.OP_NAAM:
        assert na.betrokkenen
        assert None not in klok
    else:
        assert klok == (None, None, None), "a clock without a name"
        assert na.betrokkenen == ()
    if voor.bewaren_tot is not None and na.fase is not Consultatiefase.VERWIJDERD:
        assert klok == (voor.eerste_verwerking, voor.bewaren_tot, voor.bewaarregel), "the clock moved"
    for feit in nieuw:
        if isinstance(feit, ConsultatieVerwijderd):
            assert voor.opschortingen == (), "destroyed though it was held"
            vier = (feit.voorgesteld_door, feit.gecontroleerd_door, feit.goedgekeurd_door)
            assert len({*vier, feit.uitgevoerd_door}) == 4, "one person in two roles"


def klopt_als_geheel(historie: list[Consultatiegebeurtenis], consultatie: Consultatie) -> None:
    """Check what must hold of the whole history."""
    assert vouw_consultatie(historie) == consultatie
    geadviseerd = False
    for feit in historie:
        geadviseerd = geadviseerd or isinstance(feit, AdviesGegeven)
        assert geadviseerd or not isinstance(feit, BevestigingVerzonden), "confirmed before the advice"
    if consultatie.fase is Consultatiefase.VERWIJDERD:
        wat_blijft = VerwijderingVanConsultatieVoorgesteld | ConsultatieVerwijderd | Vernietigd
        herlezen = [feit if isinstance(feit, wat_blijft) else VERNIETIGD for feit in historie]
        assert vouw_consultatie(herlezen) == consultatie
