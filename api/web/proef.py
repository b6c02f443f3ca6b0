"""Asks the rules beforehand what they would say, so that a page offers what can be done and says why the rest cannot.

Nothing is recorded: it is the same decision as that of the command itself, on the same facts.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.bereik import bereikt, spreekt_voor_ieder
from api.rechten import Recht
from api.rest.delen import Uit
from api.rest.deurfouten import GeenVersie
from api.rest.historie import TijdlijnregelUit
from api.rest.peil import NU, Peil
from api.rest.toegang import Toegang
from api.rest.verschil import verschil_uit
from domain.casus.commands import Opdracht
from domain.casus.state import Casus
from domain.tafels import Tafel
from domain.weigering import Weigering
from infra.optekenen import Voorbehoud
from infra.shell import OnbekendeCasus
from infra.uitkomst import Geladen


@dataclass(frozen=True)
class Zaak:
    """A case as the rules see it now, for somebody who may command something on it."""

    toegang: Toegang
    geladen: Geladen
    tafel: Tafel

    @property
    def casus(self) -> Casus:
        """The case; not to be shown as it is."""
        return self.geladen.casus

    @property
    def vandaag(self) -> date:
        """The day on which is asked."""
        return self.toegang.dienst.omgeving.vandaag()

    @property
    def organisatie(self) -> str:
        """Of whoever asks."""
        return self.toegang.gebruiker.wie.organisatie

    @property
    def voor_ieder(self) -> bool:
        """Whether whoever asks records what any organisation says: the bureau of a table."""
        return spreekt_voor_ieder(self.toegang.rol)

    @property
    def tafels(self) -> Collection[str]:
        """The ids of all tables."""
        return self.toegang.dienst.definities.tafels

    def weigering(self, opdracht: Opdracht) -> str:
        """Why this cannot be done now; empty where it can."""
        try:
            self.toegang.dienst.shell.beslis(self.geladen, opdracht, wie=self.toegang.gebruiker.wie)
        except Weigering as geweigerd:
            return str(geweigerd)
        return ""


def zaak_van(toegang: Toegang, casusnummer: str) -> Zaak:
    """Load a case to ask the rules about.

    The page of a command shows what the case holds, so it has to be within reach to be read as well: some commands are
    open on a shielded or restricted case, and their answers at the REST door tell nothing of it.

    Raises:
        OnbekendeCasus: the number leads nowhere, or the case is out of reach.
    """
    geladen = toegang.dienst.shell.laad(casusnummer)
    toegang.zoek(geladen.stroom_id, geladen.casus.tafel)
    toegang.eis_bereik(geladen.casus)
    if not bereikt(toegang.gebruiker, geladen.casus, Recht.CASUS_LEZEN):
        raise OnbekendeCasus
    return Zaak(toegang, geladen, toegang.dienst.shell.tafel_van(geladen.casus))


def op_versie(toegang: Toegang, versie: int | None) -> Toegang:
    """The same access for a command on the facts that a form was filled in on, and on no others.

    Raises:
        GeenVersie: the form does not say which those are.
    """
    if versie is None:
        raise GeenVersie
    return replace(toegang, voorbehoud=Voorbehoud(frozenset({versie})))


class Intussen(Uit):
    """What happened since somebody opened a form."""

    gebeurd: Sequence[TijdlijnregelUit]


def intussen(toegang: Toegang, zaak: Zaak, versie: int | None) -> Intussen | None:
    """What happened in a case after this version; ``None`` where nothing did, or the form does not say.

    Who keeps a case does not read it, so to that person it tells that something happened, and not what.
    """
    if versie is None or versie >= zaak.geladen.versie or versie == 0:
        return None
    if not toegang.gebruiker.mag(Recht.CASUS_LEZEN):
        return Intussen(gebeurd=())
    verschil = verschil_uit(zaak.casus.casusnummer, toegang, van=Peil(versie=versie), tot=NU)
    return Intussen(gebeurd=verschil.gebeurd)
