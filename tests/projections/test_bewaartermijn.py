"""Why the data of a casus may be there until that day, in one sentence; and the moments that terms count from."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.casus.events import Feit
from domain.casus.waarden import Aanleiding
from domain.historie import Envelop, Opgetekend
from domain.privacyprotocol import Anker, Ankers, Bewaarregel
from domain.rollen import Rol
from domain.tafels import Zekerheid
from projections.bewaartermijn import ankers_van, uitleg
from projections.dagen import begin_van
from tests.domain import feiten as f
from tests.domain.tafel import DINSDAG, ICODAG, LAATSTE_JAAR, MAANDAG, NA_ICO, PROTOCOL

KEUZE = Bewaarregel(
    "keuze", Anker.AFSLUITING, 0, 0, "gekozen", "AVG 5(1)(e)", maanden=1, zekerheid=Zekerheid.KEUZE
)


def regel_van(naam: str) -> Bewaarregel:
    return KEUZE if naam.endswith("/keuze") else replace(PROTOCOL, versie=int(naam.split("/")[1])).regel(naam)


def historie(*gebeurd: tuple[Feit, date]) -> list[Opgetekend]:
    """Facts on their days, late in the evening here."""
    envelop = Envelop(
        datetime.min.replace(tzinfo=UTC), Rol.SECRETARIS, "mw-kers", "testregie", "melding", None
    )
    return [
        Opgetekend(
            UUID(int=1), nummer, nummer, "", replace(envelop, op=begin_van(dag) + timedelta(hours=23)), feit
        )
        for nummer, (feit, dag) in enumerate(gebeurd, start=1)
    ]


AANGEMELD = (f.AANGEMELD, MAANDAG)
VERLENGD = (f.BEWAARTERMIJN_VERLENGD, LAATSTE_JAAR)
WAAROM = "vijf jaar na de eerste verwerking op 2 maart 2026 (WGS 1.8(7))"
NA_PROTOCOL = (f.BEWAARTERMIJN_HERREKEND, ICODAG)
NA_SLUITEN = (
    replace(
        f.BEWAARTERMIJN_HERREKEND,
        aanleiding=Aanleiding.AFSLUITING,
        bewaren_tot=date(2026, 4, 3),
        bewaarregel="testregime/1/keuze",
        vanaf=DINSDAG,
    ),
    DINSDAG,
)
TWEEDE = (replace(f.BEWAARTERMIJN_VERLENGD, bewaren_tot=date(2034, 3, 2)), date(2031, 9, 1))

ZINNEN: dict[str, tuple[list[tuple[Feit, date]], str | None]] = {
    "nothing": ([], None),
    "brought in": ([AANGEMELD], f"Uiterlijk 2 maart 2031: {WAAROM}."),
    "taken up": ([AANGEMELD, (f.GETRIEERD, DINSDAG)], f"Uiterlijk 2 maart 2031: {WAAROM}."),
    "rejected": (
        [AANGEMELD, (f.AFGEWEZEN, DINSDAG)],
        "Uiterlijk 3 maart 2026: op de dag van de afwijzing op 3 maart 2026 (BGS 1.16(1)).",
    ),
    "extended": (
        [AANGEMELD, VERLENGD],
        (
            f"Uiterlijk 2 maart 2032; eerst was dat 2 maart 2031: {WAAROM}; verlengd op 1 september 2030 tot en met "
            "2 maart 2032 (BGS 1.16(2)-(3))."
        ),
    ),
    "extended twice": (
        [AANGEMELD, VERLENGD, TWEEDE],
        (
            f"Uiterlijk 2 maart 2034; eerst was dat 2 maart 2031: {WAAROM}; verlengd op 1 september 2030 tot en met "
            "2 maart 2032 (BGS 1.16(2)-(3)); verlengd op 1 september 2031 tot en met 2 maart 2034 (BGS 1.16(2)-(3))."
        ),
    ),
    "another protocol": (
        [AANGEMELD, NA_PROTOCOL],
        (
            f"Uiterlijk 2 maart 2029: {WAAROM}; opnieuw berekend op 17 maart 2026, voor een andere versie van het "
            "privacyprotocol."
        ),
    ),
    "closed, by a choice of ours": (
        [AANGEMELD, (f.AFGESLOTEN, DINSDAG), NA_SLUITEN],
        "Uiterlijk 3 april 2026: één maand na de afsluiting op 3 maart 2026 (onze keuze, bij AVG 5(1)(e)).",
    ),
}


@pytest.mark.parametrize("naam", ZINNEN)
def test_the_term_is_told_with_its_rule_and_its_days(naam: str) -> None:
    gebeurd, zin = ZINNEN[naam]
    assert uitleg(historie(*gebeurd), regel_van) == zin


def test_the_moments_that_terms_count_from_follow_from_the_history() -> None:
    alles = historie(
        AANGEMELD,
        (f.GETRIEERD, DINSDAG),
        (f.ICO_GEHOUDEN, ICODAG),
        (f.BETROKKENE_GEINFORMEERD, NA_ICO),
        (f.VERWIJDERING_VOORGESTELD, NA_ICO),
    )
    assert ankers_van(alles) == Ankers(MAANDAG, laatste_verwerking=ICODAG)
    afgewezen = historie(AANGEMELD, (f.AFGEWEZEN, DINSDAG))
    assert ankers_van(afgewezen) == Ankers(MAANDAG, laatste_verwerking=DINSDAG, afwijzing=DINSDAG)
    zonder_dag = replace(f.AFGESLOTEN, afgesloten_op=None)
    assert ankers_van(historie(AANGEMELD, (zonder_dag, NA_ICO))) == Ankers(
        MAANDAG, laatste_verwerking=NA_ICO, afsluiting=NA_ICO
    )
    assert ankers_van([]) is None
