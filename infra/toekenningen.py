"""The register of grants: what somebody who signs in may do here, as whom, at which tables, and until when.

A grant is made and ended, never changed. What the identity provider says of somebody is only who it is (``uitgever``
and ``sub``); everything else stands here. Rules, each one sentence that the user reads:

- nobody grants to, ends or reviews what is the own;
- one who signs in is one employee, and one employee signs in as one, so that four eyes are those of two people;
- a system gets rights by name, a person all of the role;
- who ends a grant ends it at the own tables: at the others it goes on, as a grant of its own.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, Engine, and_, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from domain.rollen import Medewerker, Rol
from domain.weigering import Weigering
from infra.herhaalsleutels import Herhaalsleutel, al_gedaan, leg_sleutel_vast
from infra.omgeving import NEDERLAND, Omgeving
from infra.rechten import rechttabel
from infra.rechtentabellen import beeindiging, gebruik, herziening, toekenning
from infra.toekenning import (
    Aanvraag,
    Eindreden,
    Herzieningsuitkomst,
    Soort,
    Toekenning,
    Toekenningsleutel,
)
from infra.toekenningrijen import (
    aan,
    in_kracht,
    lees,
    lees_een,
    rij_van,
    van_rij,
    vraag_alle,
    zoals_het_doorgaat,
)

SLOT = 0x6361_7375_7326
"""Grants are made one after the other: each is held against those that are there."""
_T, _B, _H, _G = toekenning.c, beeindiging.c, herziening.c, gebruik.c


class Toekenningen:
    """Keeps the grants."""

    def __init__(self, engine: Engine, *, omgeving: Omgeving | None = None) -> None:
        """Take the database as the service sees it, the clock and the ids."""
        self._engine, self._omgeving = engine, omgeving or Omgeving()
        self._gebruikt: dict[UUID, date] = {}
        self._gebruikt_door: dict[Medewerker, date] = {}

    def van(self, uitgever: str, sub: str, *, op: date) -> tuple[Toekenning, ...]:
        """The grants in force on a day of one who signed in, the oldest first."""
        with self._engine.connect() as verbinding:
            alle = lees(verbinding, _T.uitgever == uitgever, _T.sub == sub)
        return tuple(een for een in alle if een.geldt(op))

    def een(self, id_: UUID, *, tafels: Collection[str] | None = None) -> Toekenning:
        """One grant, if it is for one of these tables.

        Raises:
            OnbekendeToekenning: there is no such grant, or not there.
        """
        with self._engine.connect() as verbinding:
            return lees_een(verbinding, id_, tafels)

    def lijst(
        self,
        *,
        tafels: Collection[str] | None = None,
        op: date | None = None,
        gaat_in_na: date | None = None,
        wie: str | None = None,
        na: Toekenningsleutel | None = None,
        limiet: int | None = None,
    ) -> tuple[Toekenning, ...]:
        """Grants in the order in which they were made.

        With ``op`` those in force that day, with ``gaat_in_na`` those that begin after it, with ``wie`` somebody's.
        """
        keuzes = [*aan(tafels), *(() if op is None else in_kracht(op))]
        if gaat_in_na is not None:
            keuzes += [_B.op.is_(None), _T.vanaf > gaat_in_na]
        if wie is not None:
            keuzes.append(_T.wie == wie)
        if na is not None:
            keuzes.append(_T.nummer > na.nummer)
        with self._engine.connect() as verbinding:
            rijen = verbinding.execute(vraag_alle().where(*keuzes).order_by(_T.nummer).limit(limiet)).all()
        return tuple(van_rij(rij) for rij in rijen)

    def van_mensen(
        self,
        *,
        tafels: Collection[str],
        op: date,
        rol: Rol | None = None,
        begin: str = "",
        na: str = "",
        limiet: int,
    ) -> tuple[Toekenning, ...]:
        """The grants in force of so many employees after another, by their ids and in the order of those.

        ``begin`` is what the id begins with, in letters of either case.
        """
        keuzes = [*aan(tafels), *in_kracht(op), _T.wie > na]
        if rol is not None:
            keuzes.append(_T.rol == rol.value)
        if begin:
            keuzes.append(_T.wie.istartswith(begin, autoescape=True))
        wie = (
            select(_T.wie)
            .outerjoin(beeindiging, _B.toekenning_id == _T.id)
            .where(*keuzes)
            .distinct()
            .order_by(_T.wie)
            .limit(limiet)
        )
        with self._engine.connect() as verbinding:
            van_wie = list(verbinding.execute(wie).scalars())
            rijen = verbinding.execute(
                vraag_alle().where(*keuzes, _T.wie.in_(van_wie)).order_by(_T.wie, _T.nummer)
            ).all()
        return tuple(van_rij(rij) for rij in rijen)

    def geef(
        self, aanvraag: Aanvraag, *, door: str, sleutel: Herhaalsleutel | None = None
    ) -> tuple[Toekenning, bool]:
        """Make a grant, and say whether it is new; the same one that is in force is not made twice.

        Under a key that made one before, that is the answer, also once it is over.

        Raises:
            Weigering: the sentence for whoever grants.
            NogBezig: somebody else made it under the same key.
        """
        id_ = self._omgeving.nieuw_id() if sleutel is None else sleutel.nieuw_id()
        if al_gedaan(sleutel):
            return self.een(id_), True
        _eis_zinnig(aanvraag, door=door, vandaag=self._omgeving.vandaag())
        with self._engine.begin() as verbinding:
            verbinding.execute(select(func.pg_advisory_xact_lock(SLOT)))
            samen = lees(
                verbinding,
                or_(
                    _T.wie == aanvraag.wie.id,
                    and_(_T.uitgever == aanvraag.uitgever, _T.sub == aanvraag.sub),
                    and_(_T.uitgever == aanvraag.uitgever, _T.wie == door),
                ),
            )
            _eis_een_mens(aanvraag, samen, door=door, vandaag=self._omgeving.vandaag())
            if (zelfde := next((een for een in samen if _is(een, aanvraag)), None)) is not None:
                return zelfde, False
            leg_sleutel_vast(verbinding, sleutel)
            verbinding.execute(insert(toekenning).values(rij_van(aanvraag, id_, self._omgeving.nu(), door)))
            return lees_een(verbinding, id_, None), True

    def beeindig(
        self,
        id_: UUID,
        reden: Eindreden,
        *,
        door: Medewerker,
        tafels: Collection[str] | None = None,
        sleutel: Herhaalsleutel | None = None,
    ) -> tuple[Toekenning, bool]:
        """End a grant at once, and say whether it was still there; one that was ended stays as it was.

        At tables that are not among ``tafels`` it goes on. Where somebody else ended it and it goes on at these, that
        ends, and is what is given back: who asks knows the grant by the id that it had.

        Raises:
            OnbekendeToekenning: there is no such grant at these tables.
            Weigering: it is the own one, or the reason is what a review found, which ``herzie`` puts on record.
            NogBezig: somebody else ended it under the same key.
        """
        if reden is Eindreden.HERZIENING:
            raise Weigering("Deze reden hoort bij het nagaan van rechten. Leg dat vast, dan eindigen ze ook.")
        with self._engine.begin() as verbinding:
            verbinding.execute(select(func.pg_advisory_xact_lock(SLOT)))
            gevonden = lees_een(verbinding, id_, tafels)
            _eis_andermans(gevonden, door)
            if al_gedaan(sleutel):
                return gevonden, False
            gevonden = zoals_het_doorgaat(verbinding, gevonden, tafels)
            nieuw = self._sluit(verbinding, gevonden, reden, door, tafels)
            if nieuw:
                leg_sleutel_vast(verbinding, sleutel)
            return lees_een(verbinding, gevonden.id, tafels), nieuw

    def _sluit(
        self,
        verbinding: Connection,
        een: Toekenning,
        reden: Eindreden,
        door: Medewerker,
        tafels: Collection[str] | None,
    ) -> bool:
        waarden = {"toekenning_id": een.id, "op": self._omgeving.nu(), "door": door.id, "reden": reden.value}
        gedaan = verbinding.execute(
            insert(beeindiging).values(waarden).on_conflict_do_nothing().returning(_B.toekenning_id)
        )
        if gedaan.first() is None:
            return False
        if tafels is not None and (rest := een.tafels - set(tafels)):
            self._zet_voort(verbinding, een, rest)
        return True

    def _zet_voort(self, verbinding: Connection, een: Toekenning, tafels: frozenset[str]) -> None:
        """Have a grant go on at these tables. Who gave it and when stays: nobody there looked at it now."""
        id_ = self._omgeving.nieuw_id()
        aanvraag = Aanvraag(
            een.uitgever, een.sub, een.wie, tafels, een.vanaf, een.tot_en_met, een.soort, een.rechten
        )
        verbinding.execute(
            insert(toekenning).values(rij_van(aanvraag, id_, een.gegeven_op, een.gegeven_door))
        )
        if een.laatst_gebruikt is not None:
            verbinding.execute(insert(gebruik).values(toekenning_id=id_, laatst_op=een.laatst_gebruikt))

    def herzie(
        self,
        id_: UUID,
        uitkomst: Herzieningsuitkomst,
        *,
        door: Medewerker,
        tafels: Collection[str] | None = None,
        sleutel: Herhaalsleutel | None = None,
    ) -> tuple[Toekenning, bool]:
        """Put on record that somebody looked whether a grant is still needed; once a day counts, and once a key.

        Raises:
            OnbekendeToekenning: there is no such grant at these tables.
            Weigering: it is the own one, or it is over.
            NogBezig: somebody else put it on record under the same key.
        """
        with self._engine.begin() as verbinding:
            verbinding.execute(select(func.pg_advisory_xact_lock(SLOT)))
            gevonden = lees_een(verbinding, id_, tafels)
            _eis_andermans(gevonden, door)
            if al_gedaan(sleutel):
                return gevonden, False
            gevonden = zoals_het_doorgaat(verbinding, gevonden, tafels)
            if gevonden.beeindigd_op is not None:
                if uitkomst is Herzieningsuitkomst.BEEINDIGD and gevonden.reden is Eindreden.HERZIENING:
                    return gevonden, False
                raise Weigering("Deze toekenning is al beëindigd.")
            vandaag = self._omgeving.vandaag()
            laatst = gevonden.herzien_op
            if (
                uitkomst is Herzieningsuitkomst.BEHOUDEN
                and laatst
                and laatst.astimezone(NEDERLAND).date() == vandaag
            ):
                return gevonden, False
            leg_sleutel_vast(verbinding, sleutel)
            verbinding.execute(
                insert(herziening).values(
                    toekenning_id=gevonden.id, op=self._omgeving.nu(), door=door.id, uitkomst=uitkomst.value
                )
            )
            if uitkomst is Herzieningsuitkomst.BEEINDIGD:
                self._sluit(verbinding, gevonden, Eindreden.HERZIENING, door, tafels)
            return lees_een(verbinding, gevonden.id, tafels), True

    def gebruikt(self, id_: UUID, *, op: date) -> None:
        """Keep the last day on which a grant was used; one write a day for each process."""
        if self._gebruikt.get(id_) == op:
            return
        with self._engine.begin() as verbinding:
            nieuw = insert(gebruik).values(toekenning_id=id_, laatst_op=op)
            verbinding.execute(
                nieuw.on_conflict_do_update(
                    index_elements=[_G.toekenning_id],
                    set_={"laatst_op": nieuw.excluded.laatst_op},
                    where=_G.laatst_op < nieuw.excluded.laatst_op,
                )
            )
        self._gebruikt[id_] = op

    def gebruikt_door(self, uitgever: str, wie: Medewerker, *, op: date) -> None:
        """The same for who comes in without showing a grant, as in the demo: of what was granted for that role."""
        if self._gebruikt_door.get(wie) == op:
            return
        for een in self.van(uitgever, wie.id, op=op):
            if een.wie == wie:
                self.gebruikt(een.id, op=op)
        self._gebruikt_door[wie] = op


# --- rules ----------------------------------------------------------------------------------------------------------


def _eis_zinnig(aanvraag: Aanvraag, *, door: str, vandaag: date) -> None:
    if door == aanvraag.wie.id:
        raise Weigering("U kunt uzelf geen rechten geven. Vraag dat een andere beheerder.")
    if aanvraag.vanaf < vandaag:
        # Nobody could do anything on those days: who reads later who might what, would read otherwise.
        raise Weigering("De eerste dag ligt in het verleden. Rechten gaan vandaag in, of later.")
    if aanvraag.tot_en_met is not None and aanvraag.tot_en_met < aanvraag.vanaf:
        raise Weigering("De laatste dag ligt voor de eerste dag.")
    if "@" in aanvraag.sub:
        raise Weigering("Gebruik het pseudonieme id van de uitgever, geen e-mailadres.")
    if not aanvraag.tafels and aanvraag.wie.rol is not Rol.BEHEERDER:
        raise Weigering("Noem ten minste één tafel.")
    if (aanvraag.soort is Soort.SYSTEEM) != bool(aanvraag.rechten):
        raise Weigering("Noem bij een systeem welke rechten het krijgt, en bij een mens geen.")
    tabel = rechttabel()
    van_rol = {
        code for code, recht in tabel.van_systemen.items() if aanvraag.wie.rol in tabel.rechten[recht].rollen
    }
    if vreemd := sorted((aanvraag.rechten or frozenset()) - van_rol):
        raise Weigering(
            f"Een systeem met de rol {aanvraag.wie.rol.value} kan dit recht niet krijgen: {', '.join(vreemd)}. "
            f"Wel: {', '.join(sorted(van_rol))}."
        )


def _eis_een_mens(aanvraag: Aanvraag, samen: Collection[Toekenning], *, door: str, vandaag: date) -> None:
    """Keep one who signs in and one employee together; both ways, or four eyes could be two."""
    for een in samen:
        zelfde_deur = (een.uitgever, een.sub) == (aanvraag.uitgever, aanvraag.sub)
        if zelfde_deur and een.wie.id == door:
            raise Weigering("U kunt uzelf geen rechten geven. Vraag dat een andere beheerder.")
        if zelfde_deur and een.wie.id != aanvraag.wie.id:
            raise Weigering("Wie zich zo aanmeldt, is hier al een andere medewerker.")
        loopt = een.beeindigd_op is None and (een.tot_en_met is None or een.tot_en_met >= vandaag)
        if een.wie.id == aanvraag.wie.id and not zelfde_deur and loopt:
            raise Weigering("Deze medewerker meldt zich al op een andere manier aan. Beëindig dat eerst.")
        if een.wie.id == aanvraag.wie.id and een.soort is not aanvraag.soort:
            raise Weigering("Een mens en een systeem delen geen id.")


def _eis_andermans(gevonden: Toekenning, door: Medewerker) -> None:
    if gevonden.is_van(door):
        raise Weigering("Dit is een toekenning van uzelf. Laat dit aan een andere beheerder over.")


def _is(een: Toekenning, aanvraag: Aanvraag) -> bool:
    return een.beeindigd_op is None and all(
        getattr(een, veld) == waarde for veld, waarde in vars(aanvraag).items()
    )
