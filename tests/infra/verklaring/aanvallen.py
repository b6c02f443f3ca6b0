"""Attacks on a verklaring as named tables: what is done to it, and what is told of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import orjson

from domain.rollen import Rol
from domain.vernietigingslijst.verklaring import (
    Aanleiding,
    Bewijs,
    Eenheidsoort,
    Reden,
    Verklaring,
    Vernietigingsfeit,
    Vernietigingsuitkomst,
)
from infra.logboek.uitslag import Soort
from tests.infra.verklaring.verklaringen import (
    FEITEN,
    GROND,
    REGEL,
    TOT,
    VERBINTENISSEN,
    VERNIETIGD,
    bewijs_van,
    feit,
    inhoud_van,
    log_met,
    omslag,
)


@dataclass(frozen=True)
class Aanval:
    """What is done to the content, and the kind and place of what is told, when the log itself signed it so."""

    naam: str
    wijzig: Callable[[Verklaring], Verklaring]
    soort: Soort
    waar: str


def _met_telling(**anders: Any) -> Callable[[Verklaring], Verklaring]:
    return lambda v: replace(v, tellingen=(replace(v.tellingen[0], **anders), *v.tellingen[1:]))


def _met_feiten(*feiten: Vernietigingsfeit) -> Callable[[Verklaring], Verklaring]:
    return lambda v: replace(v, bewijs=replace(v.bewijs, feiten=feiten))


def _ander_feit(**anders: object) -> Callable[[Verklaring], Verklaring]:
    """A log in which the first of the facts says something else, proven as it should be."""
    eerste = replace(FEITEN[0], inhoud=inhoud_van(3, **anders))
    return lambda v: replace(v, bewijs=_bewezen(eerste, *FEITEN[1:]))


def _bewezen(*feiten: Vernietigingsfeit) -> Bewijs:
    return bewijs_van(log_met(feiten, 13), feiten)


EERSTE = FEITEN[0]
DAG = timedelta(days=1)

ONDERTEKEND: tuple[Aanval, ...] = (
    Aanval("another version", lambda v: replace(v, versie=2), Soort.STRIJDIG, "versie"),
    Aanval("a number that is none", lambda v: replace(v, nummer="2031/1"), Soort.STRIJDIG, "nummer"),
    # what is counted
    Aanval("one more destroyed", _met_telling(vernietigd=4), Soort.STRIJDIG, "tellingen.casus"),
    Aanval("one fewer proposed", _met_telling(voorgesteld=4), Soort.STRIJDIG, "tellingen.casus"),
    Aanval(
        "one more of both", _met_telling(vernietigd=4, voorgesteld=6), Soort.STRIJDIG, "bewijs.feiten.casus"
    ),
    Aanval(
        "a failure hidden as a withdrawal",
        _met_telling(afgevallen=2, voorgesteld=6),
        Soort.STRIJDIG,
        "afgevallen.casus",
    ),
    Aanval("a kind left out", lambda v: replace(v, tellingen=v.tellingen[:3]), Soort.STRIJDIG, "tellingen"),
    Aanval(
        "a kind twice", lambda v: replace(v, tellingen=(*v.tellingen, v.tellingen[3])), Soort.STRIJDIG, "tellingen"
    ),
    Aanval("a reason left out", lambda v: replace(v, geweigerd=()), Soort.STRIJDIG, "geweigerd.casus"),
    Aanval(
        "a reason in words",
        lambda v: replace(v, geweigerd=(Reden(Eenheidsoort.CASUS, "Mees Voorbeeldman belde", 1),)),
        Soort.STRIJDIG,
        "geweigerd",
    ),
    Aanval(
        "a hold in words",
        lambda v: replace(v, opschortingen=(Reden(Eenheidsoort.CASUS, "Zaak 12", 1),)),
        Soort.STRIJDIG,
        "opschortingen",
    ),
    Aanval(
        "an outcome that is too good",
        lambda v: replace(v, tellingen=(replace(v.tellingen[0], niet_gelukt=1, afgevallen=0), *v.tellingen[1:]),
                          afgevallen=(), niet_gelukt=(Reden(Eenheidsoort.CASUS, "sleutel-weg", 1),)),
        Soort.STRIJDIG,
        "uitkomst",
    ),
    Aanval(
        "an outcome of its own",
        lambda v: replace(v, uitkomst=Vernietigingsuitkomst.MISLUKT),
        Soort.STRIJDIG,
        "uitkomst",
    ),
    # what stands twice or is gone
    Aanval("an item dropped", _met_feiten(*FEITEN[:2]), Soort.STRIJDIG, "bewijs.feiten.casus"),
    Aanval("an item twice", _met_feiten(EERSTE, EERSTE, FEITEN[2]), Soort.STRIJDIG, "bewijs.feiten"),
    Aanval(
        "an item twice under another index",
        _met_feiten(EERSTE, replace(EERSTE, index=4), FEITEN[2]),
        Soort.STRIJDIG,
        "bewijs.feiten",
    ),
    Aanval("items in another order", _met_feiten(*FEITEN[::-1]), Soort.STRIJDIG, "bewijs.feiten"),
    Aanval(
        "a bewijsnummer twice",
        lambda v: replace(v, bewijs=_bewezen(EERSTE, replace(FEITEN[1], bewijsnummer=EERSTE.bewijsnummer), FEITEN[2])),
        Soort.STRIJDIG,
        "bewijsnummers",
    ),
    Aanval(
        "a commitment dropped",
        lambda v: replace(v, verbintenissen=v.verbintenissen[1:]),
        Soort.STRIJDIG,
        "verbintenissen",
    ),
    Aanval(
        "a commitment twice",
        lambda v: replace(v, verbintenissen=(VERBINTENISSEN[0], *VERBINTENISSEN[:2])),
        Soort.STRIJDIG,
        "verbintenissen",
    ),
    Aanval(
        "a number as a commitment",
        lambda v: replace(v, verbintenissen=(*VERBINTENISSEN[:2], "C-K7M2X-9QPWD")),
        Soort.STRIJDIG,
        "verbintenissen",
    ),
    Aanval(
        "more fingerprints than keys",
        lambda v: replace(v, wijze=replace(v.wijze, sleutels=1)),
        Soort.STRIJDIG,
        "wijze.sleutels",
    ),
    # people and moments
    Aanval(
        "one person in two roles",
        lambda v: replace(
            v, verrichtingen=(v.verrichtingen[0], replace(v.verrichtingen[1], door="mw-a1"), *v.verrichtingen[2:])
        ),
        Soort.STRIJDIG,
        "verrichtingen",
    ),
    Aanval(
        "nobody approved",
        lambda v: replace(v, verrichtingen=(*v.verrichtingen[:2], v.verrichtingen[3])),
        Soort.STRIJDIG,
        "verrichtingen",
    ),
    Aanval(
        "carried out within the bedenktijd",
        lambda v: replace(v, bedenktijd=replace(v.bedenktijd, tot=VERNIETIGD + DAG, vanaf=VERNIETIGD + DAG)),
        Soort.STRIJDIG,
        "verrichtingen.uitgevoerd",
    ),
    Aanval(
        "checked before it was destroyed",
        lambda v: replace(v, nacontrole=replace(v.nacontrole, op=VERNIETIGD - DAG)),
        Soort.STRIJDIG,
        "nacontrole",
    ),
    Aanval("made before the check", lambda v: replace(v, gemaakt_op=VERNIETIGD), Soort.STRIJDIG, "gemaakt_op"),
    # systems and limits
    Aanval("a system left out", lambda v: replace(v, systemen=v.systemen[1:]), Soort.STRIJDIG, "systemen"),
    Aanval(
        "another backup than was found",
        lambda v: replace(v, reservekopie=replace(v.reservekopie, laatste=None)),
        Soort.STRIJDIG,
        "reservekopie.laatste",
    ),
    Aanval("nothing left unproven", lambda v: replace(v, bewijst_niet=()), Soort.STRIJDIG, "bewijst_niet"),
    Aanval(
        "a rule without its source", lambda v: replace(v, protocollen=()), Soort.STRIJDIG, "aanleidingen"
    ),
    Aanval(
        "more units under a rule",
        lambda v: replace(v, aanleidingen=(Aanleiding(REGEL, GROND, 4, TOT, TOT),)),
        Soort.STRIJDIG,
        "aanleidingen",
    ),
    # the proof
    Aanval("a fact that is not in the log", _met_feiten(feit(3, wijze="x"), *FEITEN[1:]), Soort.GEWIJZIGD, "bewijs"),
    Aanval(
        "a fact of another stream",
        _met_feiten(replace(EERSTE, stroom_id=UUID(int=5)), *FEITEN[1:]),
        Soort.GEWIJZIGD,
        "bewijs",
    ),
    Aanval("a fact at another index", _met_feiten(replace(EERSTE, index=2), *FEITEN[1:]), Soort.GEWIJZIGD, "bewijs"),
    Aanval(
        "a fact beyond the log", _met_feiten(*FEITEN[:2], replace(FEITEN[2], index=13)), Soort.GEWIJZIGD, "bewijs"
    ),
    Aanval("a fact at no position", _met_feiten(replace(EERSTE, positie=0), *FEITEN[1:]), Soort.MISVORMD, "bewijs"),
    Aanval("a fact without a name", _met_feiten(replace(EERSTE, naam=""), *FEITEN[1:]), Soort.MISVORMD, "bewijs"),
    Aanval(
        "a proof that is no hash",
        lambda v: replace(v, bewijs=replace(v.bewijs, hashes=("kort", *v.bewijs.hashes[1:]))),
        Soort.MISVORMD,
        "bewijs",
    ),
    # facts that are in the log, and say something else
    Aanval(
        "an event that destroyed nothing",
        lambda v: replace(v, bewijs=_bewezen(replace(EERSTE, naam="casus.Getrieerd.v1"), *FEITEN[1:])),
        Soort.STRIJDIG,
        "bewijs.feiten",
    ),
    Aanval(
        "a fact that is no JSON",
        lambda v: replace(v, bewijs=_bewezen(replace(EERSTE, inhoud="kers"), *FEITEN[1:])),
        Soort.STRIJDIG,
        "bewijs.feiten",
    ),
    Aanval("another bewijsnummer", _ander_feit(bewijsnummer="V-00000-00000"), Soort.STRIJDIG, "bewijs.feiten"),
    Aanval("a fact of another table", _ander_feit(tafel="ret-zaanstreek"), Soort.STRIJDIG, "bewijs.feiten"),
    Aanval("a fact of another regime", _ander_feit(regime="ret"), Soort.STRIJDIG, "bewijs.feiten"),
    Aanval("a fact of another list", _ander_feit(lijstnummer="L-22222-22222"), Soort.STRIJDIG, "bewijs.feiten"),
    Aanval("a fact that another approved", _ander_feit(goedgekeurd_door="mw-x"), Soort.STRIJDIG, "bewijs.feiten"),
    Aanval(
        "a fact that who approved carried out", _ander_feit(uitgevoerd_door="mw-c3"), Soort.STRIJDIG, "bewijs.feiten"
    ),
    Aanval("a fact on another ground", _ander_feit(grond="niet-langer-nodig"), Soort.STRIJDIG, "bewijs.feiten"),
    Aanval("a fact that was not due", _ander_feit(bewaren_tot="2033-01-01"), Soort.STRIJDIG, "bewijs.feiten"),
    Aanval("a fact without a term", _ander_feit(bewaren_tot=None), Soort.STRIJDIG, "bewijs.feiten"),
    Aanval(
        "a fact before the bedenktijd was over",
        lambda v: replace(v, bewijs=_bewezen(replace(EERSTE, inhoud=EERSTE.inhoud.replace(
            VERNIETIGD.isoformat(), (VERNIETIGD - 2 * DAG).isoformat())), *FEITEN[1:])),
        Soort.STRIJDIG,
        "bewijs.feiten",
    ),
    Aanval(
        "a fact after the nacontrole",
        lambda v: replace(v, bewijs=_bewezen(replace(EERSTE, inhoud=EERSTE.inhoud.replace(
            VERNIETIGD.isoformat(), (VERNIETIGD + DAG).isoformat())), *FEITEN[1:])),
        Soort.STRIJDIG,
        "bewijs.feiten",
    ),
    Aanval(
        "more facts under a rule than it says",
        lambda v: replace(
            v,
            aanleidingen=(
                Aanleiding(REGEL, GROND, 2, TOT, TOT),
                Aanleiding(REGEL, "niet-langer-nodig", 1, date(2031, 1, 1), TOT),
            ),
        ),
        Soort.STRIJDIG,
        "aanleidingen[0]",
    ),
)  # fmt: skip
"""Each is signed by the log itself, as by somebody who wants to tell more than happened: the rules see it."""


def bladeren(ruw: object, pad: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where every value without parts stands."""
    if isinstance(ruw, dict):
        for naam, deel in ruw.items():
            yield from bladeren(deel, (*pad, naam))
    elif isinstance(ruw, list):
        for nummer, deel in enumerate(ruw):
            yield from bladeren(deel, (*pad, nummer))
    else:
        yield pad


RUW: Any = orjson.loads(omslag().codeer())
PLEKKEN = [pad for pad in bladeren(RUW) if pad[0] == "inhoud"]


def met_een_ander(pad: tuple[str | int, ...]) -> bytes:
    """The file with one value changed into another of its own type."""
    anders: Any = orjson.loads(orjson.dumps(RUW))
    doel = anders
    for stap in pad[:-1]:
        doel = doel[stap]
    doel[pad[-1]] = _ander(doel[pad[-1]])
    return orjson.dumps(anders, option=orjson.OPT_SORT_KEYS)


def _ander(waarde: object) -> object:
    if isinstance(waarde, int):
        return waarde + 1
    if waarde is None:
        return "2030-01-01"
    tekst = str(waarde)
    if tekst in {rol.value for rol in Rol}:
        return Rol.BEHEERDER.value
    teken = tekst[-1:]
    return f"{tekst[:-1]}{'x' if teken != 'x' else 'y'}"
