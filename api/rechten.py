"""What each role may do, out of the one table of rights in data (``infra/definities/rechten.toml``).

``Gebruiker.mag`` is the one place that says whether somebody may something; a route asks it with ``Mag``. The table is
read when the routes are declared: which right a route asks for decides what it can be asked.
"""

from domain.rollen import Rol
from infra.inzage.regel import Inzagegrond
from infra.rechten import Over, Recht, rechttabel

__all__ = [
    "GAAT_OVER_NIEMAND",
    "HOGE_RECHTEN",
    "RECHTEN",
    "TOONT_MENSEN",
    "GeenRecht",
    "Recht",
    "gronden",
    "mag",
]


class GeenRecht(Exception):
    """The role may not do this, whatever the case."""


RECHTEN = {recht: frozenset(regel.rollen) for recht, regel in rechttabel().rechten.items()}
"""Which roles have each right."""

TOONT_MENSEN = rechttabel().over(Over.MENSEN)
"""Whoever asks for these asks for people; also when nobody is shown, it goes on record that it was asked."""

GAAT_OVER_NIEMAND = rechttabel().over(Over.NIEMAND)
"""What is asked for under these is about no person, so nothing of it goes on record, nor whether they were used."""

HOGE_RECHTEN = rechttabel().hoge
"""These ask for a fresh sign-in of a high level."""


def gronden(rol: Rol) -> frozenset[Inzagegrond]:
    """For what somebody in this role may put a purpose on record: break-glass for whoever works on cases.

    An auditor looks for lawfulness, internal control, security and court, and never for the work on a case.
    """
    return frozenset(rechttabel().rollen[rol].gronden)


def mag(rol: Rol, recht: Recht) -> bool:
    """Say whether a role has a right."""
    return rol in RECHTEN[recht]
