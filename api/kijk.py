"""What one request shows of whom, gathered while it is answered and put on record before the answer goes out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from api.rechten import GAAT_OVER_NIEMAND, Recht
from domain.rollen import Medewerker
from infra.inzage.regel import Diepte, Inzageuitkomst, Verwerking
from infra.inzage.schrijven import Gezien, nieuwe_span

_DIEPSTE_EERST = (Diepte.VOLLEDIG, Diepte.ROLLEN, Diepte.PSEUDONIEM, Diepte.GEEN)
_OP_ZOEK = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})


@dataclass
class Kijk:
    """Somebody who asks for something under a right, and whom the answer shows so far."""

    wie: Medewerker
    recht: Recht
    doel: str
    spoor: str
    begin: datetime
    tafel: str | None = None
    inzagedoel: UUID | None = None
    versie: int | None = None
    """Of what the answer is about, where that has versions: its ETag."""
    bekend: bool = False
    """The answer holds nothing but that version of it, so who has it need not get it again (304)."""
    vooruit: "Callable[[Kijk], None] | None" = None
    """Begins to put on record what is noted so far, and comes back while the database is at it."""
    _personen: dict[UUID, set[UUID]] = field(default_factory=dict)
    _diepte: dict[UUID, Diepte] = field(default_factory=dict)
    _tafels: dict[UUID, str] = field(default_factory=dict)
    _gezocht: set[UUID] = field(default_factory=set)
    _begonnen: dict[UUID, Gezien] = field(default_factory=dict)
    _ook_zonder: bool = False
    _staat_vast: bool = False
    _toch: bool = False

    def toon(
        self, stroom_id: UUID, personen: Iterable[UUID], diepte: Diepte, *, tafel: str | None = None
    ) -> None:
        """Note that the answer is about these people of a case or consultatie, or about nobody but it.

        ``tafel`` where the answer is about several tables: a look stands in the read log of its own.
        """
        if tafel is not None:
            self._tafels[stroom_id] = tafel
        self._personen.setdefault(stroom_id, set()).update(personen)
        eerder = self._diepte.setdefault(stroom_id, diepte)
        if eerder is not diepte:
            self._diepte[stroom_id] = min(eerder, diepte, key=_DIEPSTE_EERST.index)

    def begin_vast_te_leggen(self) -> None:
        """Whom the answer shows is known: begin to put it on record, while it is put in words.

        Nothing goes out before that is done. What is noted after this goes on record after it.
        """
        if self.vooruit is not None and not self._begonnen and self.moet_vastgelegd(HTTPStatus.OK):
            self.vooruit(self)
            self._begonnen = {deel.stroom_id: deel for deel in self.gezien}

    def zoek(self, stroom_id: UUID) -> None:
        """Note that somebody asks for this case or consultatie; where the answer shows it, ``toon`` says so too."""
        self._gezocht.add(stroom_id)

    def staat_vast(self) -> None:
        """Note that a fact was recorded, which says itself who did it, when and what for: so there is no line.

        A line beside a fact would tie the two: by their moments and their trace, also after a destruction.
        """
        self._staat_vast = True

    def toont_toch(self) -> None:
        """Note that the answer shows what was noted whatever its status: a form comes back with the case beside it."""
        self._toch = True

    def toon_logboek(self, tafel: str | None) -> None:
        """Note that the answer is from the read log of a table: looking there is recorded as well."""
        self.tafel, self._ook_zonder = tafel, True

    @property
    def gezien(self) -> list[Gezien]:
        """Whom the answer shows."""
        return [
            Gezien(stroom_id, frozenset(personen), self._diepte[stroom_id])
            for stroom_id, personen in self._personen.items()
        ]

    def betreft(self, status: int) -> list[Gezien]:
        """Whom an answer with this status is about: whom it shows, or where it is refused, what was asked for."""
        if self._toont(status):
            return list(self._nog_te_beginnen())
        gezocht = self._gezocht | set(self._personen)
        return [Gezien(stroom_id, frozenset(), Diepte.GEEN) for stroom_id in sorted(gezocht)]

    def moet_vastgelegd(self, status: int) -> bool:
        """Say whether an answer with this status goes on record: it shows somebody, or somebody was looked for."""
        if self._toont(status):
            return not self._staat_vast and (self._ook_zonder or any(True for _ in self._nog_te_beginnen()))
        gezocht = status in _OP_ZOEK and self.recht not in GAAT_OVER_NIEMAND
        return bool(self._personen or self._gezocht) or gezocht

    def _nog_te_beginnen(self) -> Iterator[Gezien]:
        """Whom the answer shows beyond what is being put on record already."""
        for stroom_id, personen in self._personen.items():
            diepte, begonnen = self._diepte[stroom_id], self._begonnen.get(stroom_id)
            if begonnen is None or begonnen.diepte is not diepte:
                yield Gezien(stroom_id, frozenset(personen), diepte)
            elif erbij := personen - begonnen.personen:
                yield Gezien(stroom_id, frozenset(erbij), diepte)

    def reeks(self, *, wat: str, status: int, einde: datetime) -> list[tuple[Verwerking, Sequence[Gezien]]]:
        """What goes on record: one piece of processing for each table, or one of a look that showed nobody."""
        verwerking = self.verwerking(wat=wat, status=status, einde=einde)
        per_tafel: dict[str | None, list[Gezien]] = {}
        for deel in self.betreft(status):
            per_tafel.setdefault(self._tafels.get(deel.stroom_id, self.tafel), []).append(deel)
        return [(replace(verwerking, tafel=tafel), delen) for tafel, delen in per_tafel.items()] or [
            (verwerking, [])
        ]

    def verwerking(self, *, wat: str, status: int, einde: datetime) -> Verwerking:
        """The request as it goes on record."""
        return Verwerking(
            spoor=self.spoor,
            span=nieuwe_span(),
            wat=wat,
            recht=self.recht.value,
            doel=self.doel,
            wie=self.wie,
            tafel=self.tafel,
            begin=self.begin,
            einde=einde,
            uitkomst=Inzageuitkomst.GETOOND if self._toont(status) else _geen(status),
            inzagedoel=self.inzagedoel,
        )

    def _toont(self, status: int) -> bool:
        return status < HTTPStatus.BAD_REQUEST or (self._toch and status < HTTPStatus.INTERNAL_SERVER_ERROR)


def _geen(status: int) -> Inzageuitkomst:
    return Inzageuitkomst.MISLUKT if status >= HTTPStatus.INTERNAL_SERVER_ERROR else Inzageuitkomst.GEWEIGERD
