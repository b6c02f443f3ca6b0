"""The templates: Jinja2 that escapes everything and takes nothing for empty that is not there.

What templates may do is here: days and moments in words, and the words of ``woorden``. They hold no rule.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from api.tafelwoorden import regel_in_woorden, regime_in_woorden
from api.web.woorden import aantal, dag_in_week, dagen, hoofdletter, klok, maand, opsomming, uren, woord
from domain.casus.toestemming import Toestemmingsstatus
from domain.casus.waarden import Betrokkenheid
from projections.dagen import datum, tijdstip
from projections.woorden import Tafelwoorden

SJABLONEN = Path(__file__).parent / "sjablonen"

FILTERS: Mapping[str, Callable[..., str]] = {
    "datum": datum,
    "dag_in_week": dag_in_week,
    "tijdstip": tijdstip,
    "dagen": dagen,
    "klok": klok,
    "uren": uren,
    "maand": maand,
    "aantal": aantal,
    "hoofdletter": hoofdletter,
    "woord": woord,
    "opsomming": opsomming,
    "regel": regel_in_woorden,
    "regime": regime_in_woorden,
}


def maak_sjablonen() -> Environment:
    """The templates, compiled when they are first asked for."""
    omgeving = Environment(
        loader=FileSystemLoader(SJABLONEN),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    omgeving.filters.update(FILTERS)
    omgeving.filters["iso"] = _iso
    omgeving.filters["dag"] = _dag
    omgeving.filters["voorop"] = _voorop
    omgeving.filters["nog_open"] = _nog_open
    omgeving.filters["organisatienaam"] = _organisatienaam
    return omgeving


@lru_cache(maxsize=4096)
def _dag(dag: date) -> Markup:
    """A day in words, that a program reads as well: a number and the name of a month, so nothing to escape."""
    return Markup(f'<time datetime="{dag.isoformat()}">{datum(dag)}</time>')  # noqa: S704 a date holds no markup


class _Genoemd(Protocol):
    @property
    def betrokkenheid(self) -> Betrokkenheid: ...


def _voorop(mensen: Sequence[_Genoemd]) -> _Genoemd | None:
    """Whom a list names a case by: the hoofdpersoon, or else the first one."""
    hoofd = (mens for mens in mensen if mens.betrokkenheid is Betrokkenheid.HOOFDPERSOON)
    return next(hoofd, mensen[0] if mensen else None)


class _Stand(Protocol):
    @property
    def status(self) -> Toestemmingsstatus: ...


def _nog_open(standen: Iterable[_Stand]) -> list[_Stand]:
    """Where the consent is not complete."""
    return [stand for stand in standen if stand.status is not Toestemmingsstatus.GEGEVEN]


def _iso(moment: date | datetime) -> str:
    """As ``datetime`` of a ``time`` element."""
    return moment.isoformat()


def _organisatienaam(code: str, woorden: Tafelwoorden) -> str:
    """An organisation by the words of a table."""
    return woorden.organisatie(code)
