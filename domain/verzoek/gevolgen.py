"""What a verzoek asks of the cases of its person while it runs, and once it was decided on.

An open verzoek holds the destruction, so that an inzage is not made empty; a bezwaar restricts the data as long as it
is weighed (AVG 18(1)(d)), and further when it is granted. What is asked of a case follows from how the verzoek stands
before and after a step, so every way to that point asks the same.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import count
from uuid import UUID, uuid5

from domain.casus.commands import (
    HefBeperkingOp,
    HefOpschortingOp,
    Opdracht,
    RectificeerGegevens,
    SchortVernietigingOp,
    StelBeperkingIn,
)
from domain.casus.state import Casus
from domain.casus.waarden import Beperkgrond, Opschortgrond
from domain.verzoek.regels import Verzoekregels
from domain.verzoek.state import Verzoek, Verzoekfase
from domain.verzoek.waarden import Verzoeksoort

LOOPT = "Er loopt een verzoek van een betrokkene over de eigen gegevens (AVG 15-18 en 21)."
KLAAR = "Het verzoek van de betrokkene is afgehandeld."
VERLENGD = "De termijn van het verzoek is verlengd; de opschorting loopt mee."
BEZWAAR_LOOPT = "Er loopt een bezwaar van een betrokkene; tot de afweging klaar is wordt er niet mee gewerkt."
BEPERKT = "Een verzoek van een betrokkene is ingewilligd."
MINSTENS = timedelta(days=14)
"""A hold of a verzoek that is late is looked at again soon, and never on a day that is past."""


def gevolgen(
    voor: Verzoek,
    na: Verzoek,
    koppeling_id: UUID,
    persoon_id: UUID,
    casus: Casus,
    *,
    regels: Verzoekregels,
    vandaag: date,
) -> Iterator[Opdracht]:
    """The commands on a case that a step of a verzoek leads to, for one place where its person is."""
    yield from _opschorting(voor, na, koppeling_id, casus, vandaag=vandaag)
    yield from _beperking(voor, na, koppeling_id, persoon_id, casus, regels=regels, vandaag=vandaag)
    if voor.loopt and na.fase is Verzoekfase.UITGEVOERD and koppeling_id in na.koppelingen:
        yield from _rectificatie(na, koppeling_id, persoon_id, casus)


def houdt_tegen(verzoek: Verzoek, koppeling_id: UUID) -> bool:
    """Say whether nothing of the case may be destroyed for this verzoek; its own erasure it does not stop."""
    wordt_gewist = verzoek.soort is Verzoeksoort.WISSING and verzoek.fase is Verzoekfase.INGEWILLIGD
    return koppeling_id in verzoek.koppelingen and verzoek.loopt and not wordt_gewist


def beperkt_op(verzoek: Verzoek, koppeling_id: UUID) -> Beperkgrond | None:
    """On which ground the data of the person are restricted for this verzoek, if they are."""
    if koppeling_id not in verzoek.koppelingen:
        return None
    gedaan = verzoek.fase is Verzoekfase.UITGEVOERD
    if verzoek.soort is Verzoeksoort.BEZWAAR and (verzoek.loopt or gedaan):
        return Beperkgrond.BEZWAAR_GEMAAKT
    if verzoek.soort is Verzoeksoort.BEPERKING and gedaan and verzoek.voorstel is not None:
        return verzoek.voorstel.beperkgrond
    return None


def staat_in_de_weg(
    koppelingen: Mapping[UUID, UUID], casus: Casus
) -> tuple[tuple[Opschortgrond, ...], tuple[Beperkgrond, ...]]:
    """What stops the erasure of these people in one case: why it is held but by this verzoek, and is restricted.

    ``koppelingen`` says who each place of the verzoek is. If nobody else is left the case goes as a whole, and then
    any restriction stops it.
    """
    eigen = {
        id_
        for koppeling_id in koppelingen
        for id_ in _gegeven(koppeling_id, "opschorting", casus.eerdere_opschortingen.__contains__)
    }
    mensen = set(koppelingen.values())
    geheel = {mens.persoon_id for mens in casus.betrokkenen} <= mensen
    opgeschort = {een.grond for een in casus.opschortingen if een.opschorting_id not in eigen}
    beperkt = {een.grond for een in casus.beperkingen if geheel or een.persoon_id in {None, *mensen}}
    return tuple(sorted(opgeschort)), tuple(sorted(beperkt))


def _opschorting(
    voor: Verzoek, na: Verzoek, koppeling_id: UUID, casus: Casus, *, vandaag: date
) -> Iterator[Opdracht]:
    was, wordt = houdt_tegen(voor, koppeling_id), houdt_tegen(na, koppeling_id)
    # A hold is looked at again on its day, so where the answer may come later the day moves along.
    later = was and wordt and voor.uiterlijk != na.uiterlijk
    if wordt and (later or not was) and na.uiterlijk is not None:
        id_ = _vrij(koppeling_id, "opschorting", casus.eerdere_opschortingen.__contains__)
        tot = max(na.uiterlijk, vandaag + MINSTENS)
        yield SchortVernietigingOp(id_, Opschortgrond.AVG_VERZOEK, LOOPT, tot)
    if was and (later or not wordt):
        open_ = {een.opschorting_id for een in casus.opschortingen}
        for id_ in _gegeven(koppeling_id, "opschorting", casus.eerdere_opschortingen.__contains__):
            if id_ in open_:
                yield HefOpschortingOp(id_, VERLENGD if later else KLAAR)


def _beperking(
    voor: Verzoek,
    na: Verzoek,
    koppeling_id: UUID,
    persoon_id: UUID,
    casus: Casus,
    *,
    regels: Verzoekregels,
    vandaag: date,
) -> Iterator[Opdracht]:
    was, wordt = beperkt_op(voor, koppeling_id), beperkt_op(na, koppeling_id)
    if wordt is not None and was is None:
        id_ = _vrij(koppeling_id, "beperking", casus.eerdere_beperkingen.__contains__)
        tekst = BEZWAAR_LOOPT if na.loopt else BEPERKT
        yield StelBeperkingIn(id_, persoon_id, wordt, tekst, regels.herziening.vanaf(vandaag))
    if was is not None and wordt is None:
        open_ = {een.beperking_id for een in casus.beperkingen}
        for id_ in _gegeven(koppeling_id, "beperking", casus.eerdere_beperkingen.__contains__):
            if id_ in open_:
                # The answer to the verzoek tells the person so (AVG 18(3)).
                yield HefBeperkingOp(id_, KLAAR, vandaag)


def _rectificatie(verzoek: Verzoek, koppeling_id: UUID, persoon_id: UUID, casus: Casus) -> Iterator[Opdracht]:
    """Put right what is wrong in this case; where it is right already, there is nothing to destroy."""
    correctie = verzoek.voorstel.correctie if verzoek.voorstel is not None else None
    mens = casus.betrokkene(persoon_id)
    if correctie is None or mens is None:
        return
    anders = {
        veld.name: getattr(correctie, veld.name)
        for veld in fields(correctie)
        if getattr(correctie, veld.name) is not None
    }
    if replace(mens, **anders) != mens:
        nieuw_id = uuid5(koppeling_id, "persoon")
        yield RectificeerGegevens(persoon_id, replace(mens, **anders, persoon_id=nieuw_id))


def _vrij(koppeling_id: UUID, wat: str, gebruikt: Callable[[UUID], bool]) -> UUID:
    """The first id for this place that the case does not know yet: what was lifted is not set again."""
    return next(id_ for id_ in (_id(koppeling_id, wat, keer) for keer in count()) if not gebruikt(id_))


def _gegeven(koppeling_id: UUID, wat: str, gebruikt: Callable[[UUID], bool]) -> Iterator[UUID]:
    """The ids that the case knows for this place."""
    for keer in count():
        id_ = _id(koppeling_id, wat, keer)
        if not gebruikt(id_):
            return
        yield id_


def _id(koppeling_id: UUID, wat: str, keer: int) -> UUID:
    return uuid5(koppeling_id, f"{wat} {keer}")
