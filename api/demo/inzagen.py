"""Who looked in the demo year: whoever did something in a case read it shortly before, and some only read.

Without it the reports for the auditor would be empty. Who looks follows from the year and its seed.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from api.bereik import Gebruiker
from api.demo.geheugen import Schrijfsel
from api.rechten import Recht, mag
from api.samenstelling import Dienst
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    GegevensGerectificeerd,
    PersoonVernietigd,
)
from domain.historie import Opgetekend
from domain.rollen import Medewerker, Rol
from infra.inzage.regel import Diepte, Inzagegrond, Inzageuitkomst, Noodreden, Verwerking
from infra.inzage.schrijven import Gezien, nieuwe_span

VOORAF = 12
"""Minutes before doing something, at most, at which somebody reads the case."""
ZONDER_VERVOLG = 0.04
"""Of all looks, by somebody who does nothing in the case."""

AUDITOR = Medewerker("demo-auditor", Rol.AUDITOR, "zvh")
NOODLEZER = Medewerker("demo-noodlezer", Rol.VERTEGENWOORDIGER, "politie")


@dataclass
class Kijkers:
    """Follows what is written of the year, and puts on record who must have looked."""

    dienst: Dienst
    toeval: Random
    _tafel: dict[UUID, str] = field(default_factory=dict)
    _mensen: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def neem(self, portie: Sequence[Schrijfsel]) -> None:
        """Put on record who looked for what was just written. What was destroyed with it shows nobody any more."""
        weg = {
            vernietiging.stroom_id
            for schrijfsel in portie
            for vernietiging in schrijfsel.bijwerking.vernietigingen
            if vernietiging.persoon_id is None and vernietiging.organisatie is None
        }
        for stroom_id in weg:
            self._tafel.pop(stroom_id, None)
        feiten = [feit for schrijfsel in portie for feit in schrijfsel.feiten if feit.stroom_id not in weg]
        self.dienst.inzagen.schrijf_reeks([inzage for feit in feiten for inzage in self._bij(feit)])

    def sluit(self) -> None:
        """Somebody audits one case for a purpose on record, and somebody opened one in an emergency."""
        if not self._tafel:
            return
        stroom_id, tafel = list(self._tafel.items())[-1]
        for wie, grond, kenmerk in (
            (AUDITOR, Inzagegrond.PRIVACYAUDIT, "DEMO-AUDIT-1"),
            (NOODLEZER, Inzagegrond.NOODGEVAL, "DEMO-NOOD-1"),
        ):
            nu = self.dienst.omgeving.nu()
            doel = self.dienst.inzagen.leg_doel_vast(
                wie,
                grond=grond,
                kenmerk=kenmerk,
                tafel=tafel,
                stroom_id=stroom_id,
                tot=nu + timedelta(minutes=60),
                reden=Noodreden.HULPDIENST if grond is Inzagegrond.NOODGEVAL else None,
            )
            self.dienst.inzagen.schrijf_reeks([self._inzage(stroom_id, wie, nu, inzagedoel=doel.id)])

    def _bij(self, feit: Opgetekend) -> Iterator[tuple[Verwerking, list[Gezien]]]:
        self._leer(feit)
        wie, stroom_id = _wie(feit), feit.stroom_id
        if stroom_id not in self._tafel or wie is None:
            return
        vooraf = feit.envelop.op - timedelta(minutes=self.toeval.randint(1, VOORAF))
        yield self._inzage(stroom_id, wie, vooraf)
        if self.toeval.random() < ZONDER_VERVOLG:
            kijker = Medewerker("demo-kijker", Rol.VOORZITTER, wie.organisatie)
            yield self._inzage(stroom_id, kijker, vooraf)

    def _leer(self, feit: Opgetekend) -> None:
        gebeurtenis = feit.gebeurtenis
        if isinstance(gebeurtenis, Aangemeld):
            self._tafel[feit.stroom_id] = gebeurtenis.tafel
        if isinstance(gebeurtenis, Aangemeld | AanmeldingAangevuld):
            self._mensen[feit.stroom_id] |= {mens.persoon_id for mens in gebeurtenis.betrokkenen}
        if isinstance(gebeurtenis, PersoonVernietigd):
            self._mensen[feit.stroom_id].discard(gebeurtenis.persoon_id)
        if isinstance(gebeurtenis, GegevensGerectificeerd):
            self._mensen[feit.stroom_id].discard(gebeurtenis.vorig_id)

    def _inzage(
        self, stroom_id: UUID, wie: Medewerker, begin: datetime, *, inzagedoel: UUID | None = None
    ) -> tuple[Verwerking, list[Gezien]]:
        tafel = self.dienst.definities.tafels[self._tafel[stroom_id]]
        verwerking = Verwerking(
            spoor=self.dienst.omgeving.nieuw_id().hex,
            span=nieuwe_span(),
            wat="GET /v1/casussen/{casusnummer}",
            recht=Recht.CASUS_LEZEN.value,
            doel="casusbehandeling",
            wie=wie,
            tafel=tafel.id,
            begin=begin,
            einde=begin + timedelta(milliseconds=self.toeval.randint(8, 60)),
            uitkomst=Inzageuitkomst.GETOOND,
            inzagedoel=inzagedoel,
        )
        ziet_namen = Gebruiker(wie, frozenset({tafel.id})).ziet_namen(tafel)
        diepte = Diepte.VOLLEDIG if ziet_namen else Diepte.ROLLEN
        return verwerking, [Gezien(stroom_id, frozenset(self._mensen[stroom_id]), diepte)]


def _wie(feit: Opgetekend) -> Medewerker | None:
    """Who read the case before doing this; nobody read it before it was there."""
    envelop = feit.envelop
    if envelop.wie is None or envelop.organisatie is None or isinstance(feit.gebeurtenis, Aangemeld):
        return None
    return (
        Medewerker(envelop.wie, envelop.rol, envelop.organisatie)
        if mag(envelop.rol, Recht.CASUS_LEZEN)
        else None
    )
