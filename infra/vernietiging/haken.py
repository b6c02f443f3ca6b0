"""What comes after the destruction: the nacontrole, with its own code and eyes, and the verklaring."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import ARRAY, Engine, Uuid, bindparam, select, text

from domain.historie import Opgetekend
from domain.privacyprotocol import Privacyprotocol
from domain.vernietigingslijst.events import (
    LijstGecontroleerd,
    LijstGoedgekeurd,
    LijstVoorgesteld,
    UitvoeringBegonnen,
)
from domain.vernietigingslijst.grenzen import WAT_EEN_OUDE_KOPIE_PRIJSGEEFT
from domain.vernietigingslijst.nacontrole import Aantal, Nacontrole, Soort
from domain.vernietigingslijst.state import Vernietigingslijst
from domain.vernietigingslijst.verklaring import (
    Bedenktijd,
    Eenheidsoort,
    Handeling,
    Protocol,
    Reden,
    Regel,
    Reservekopie,
    Soorttelling,
    Systeem,
    Systeemverslag,
    Tijdvakwissel,
    Verantwoordelijke,
    Verrichting,
    Wijze,
)
from domain.vernietigingslijst.voorvertoning import Telling, totaal
from domain.vernietigingslijst.waarden import Afhaalreden, Voorgesteld
from infra import tables
from infra.keys import Eenheid
from infra.nacontrole.controle import Bereik, controleer
from infra.nacontrole.later import controleer_later
from infra.nacontrole.sporen import (
    GeenSporen,
    beperk_sporen,
    lijsten_met_sporen,
    neem_sporen,
    wis_sporen,
)
from infra.verklaring.bewijs import Verwijzing
from infra.verklaring.maken import Gegevens, Verklaringen
from infra.vernietiging.gelezen import Gelezen
from infra.vernietiging.lijsten import Vernietigingslijsten
from infra.vernietiging.uitvoering import Gemaakt

log = structlog.get_logger()

OMSCHRIJVING = "Inhoud gewist, gegevenssleutels vernietigd, en daarna de hoofdsleutel vervangen."
ONLEESBAAR = f"De hoofdsleutel van toen is hier vernietigd. {WAT_EEN_OUDE_KOPIE_PRIJSGEEFT}"
ONBEKEND = "Staat in geen privacyprotocol dat deze dienst kent."
OPSCHORTINGEN = frozenset({Afhaalreden.OPGESCHORT.value, Afhaalreden.BEPERKT.value})
"""What kept an item that was due: a hold, or a restriction that was not handled yet."""
CONTROLES: Mapping[Systeem, frozenset[Soort]] = {
    Systeem.KLUIS: frozenset({Soort.TABELLEN, Soort.STEEKPROEVEN, Soort.OMHEINING, Soort.GEBEURTENISSEN}),
    Systeem.SLEUTELS: frozenset({Soort.SLEUTELS, Soort.KEK}),
    Systeem.NUMMERS: frozenset({Soort.ZOEKINDEX}),
    Systeem.WEERGAVEN: frozenset({Soort.WEERGAVEN}),
    Systeem.INZAGELOGBOEK: frozenset({Soort.INZAGELOGBOEK}),
    Systeem.EXPORTS: frozenset({Soort.EXPORTS}),
    Systeem.UITGAANDE_POST: frozenset({Soort.TABELLEN}),
    Systeem.DATABASEBESTANDEN: frozenset({Soort.BESTANDEN}),
    Systeem.RESERVEKOPIEEN: frozenset({Soort.SLEUTELKOPIE}),
}
"""Which checks of the nacontrole say something of each system."""
# Of the facts themselves: of 10,000 cases whole histories are much to read for one number each.
_FEITEN = text(
    "SELECT originator_id, notification_id,"
    " convert_from(state, 'UTF8')::jsonb -> 'b' ->> 'bewijsnummer' AS bewijsnummer"
    " FROM feiten.gebeurtenis WHERE originator_id = ANY(:stromen)"
    " AND (topic LIKE '%Verwijderd.v%' OR topic LIKE '%Vernietigd.v%')"
).bindparams(bindparam("stromen", type_=ARRAY(Uuid)))
GEWEIGERD_TERUG = "teruggekomen"
"""The code of an item that came back since its case changed after the approval."""


class Nakijker:
    """The nacontrole of the service itself, over all that it can reach."""

    def __init__(
        self,
        engine: Engine,
        bereik: Callable[[], AbstractContextManager[Bereik]],
        *,
        nu: Callable[[], datetime],
    ) -> None:
        """Take the database as the service, all that can be looked at, and the clock."""
        self._engine, self._bereik, self._nu = engine, bereik, nu

    def neem_sporen(self, lijstnummer: str, posten: Sequence[Voorgesteld]) -> None:
        """As ``Nacontroleur.neem_sporen``."""
        neem_sporen(self._engine, lijstnummer, _eenheden(posten), op=self._nu())

    def controleer(self, lijstnummer: str, lijst: Vernietigingslijst) -> Nacontrole:
        """As ``Nacontroleur.controleer``."""
        with self._bereik() as gegeven:
            # Who began knows best; otherwise it is what the job that makes backups wrote down.
            bereik = replace(
                gegeven, laatste_reservekopie=lijst.laatste_reservekopie or gegeven.laatste_reservekopie
            )
            try:
                beperk_sporen(self._engine, lijstnummer, _eenheden(lijst.vernietigd))
                return controleer(bereik, lijstnummer)
            except GeenSporen:
                # Somebody took them away, or this list was told and not carried out, as those of the demo year.
                log.info("nacontrole_zonder_sporen", lijst=lijstnummer)
                return controleer_later(bereik, lijstnummer)

    def vergeet(self, lijstnummer: str) -> None:
        """As ``Nacontroleur.vergeet``."""
        wis_sporen(self._engine, lijstnummer)

    def bewaard(self) -> Sequence[str]:
        """As ``Nacontroleur.bewaard``."""
        return lijsten_met_sporen(self._engine)


class Verklaringmaker:
    """Gathers what a list led to, and has the verklaring of it made."""

    def __init__(self, lijsten: Vernietigingslijsten, verklaringen: Verklaringen) -> None:
        """Take the lists, and who signs."""
        self._lijsten, self._verklaringen = lijsten, verklaringen

    def verklaar(self, gelezen: Gelezen, nacontrole: Nacontrole) -> Gemaakt:
        """As ``Verklaarder.verklaar``.

        Raises:
            NietInHetLogboek: a destruction is not under a checkpoint yet; try again later.
        """
        regel = self._verklaringen.maak(self._gegevens(gelezen, nacontrole)).regel
        return Gemaakt(regel.nummer, regel.vingerafdruk)

    def _gegevens(self, gelezen: Gelezen, nacontrole: Nacontrole) -> Gegevens:
        lijst, shell = gelezen.lijst, self._lijsten.shell
        tafel = shell.tafel(lijst.tafel)
        weg = {een.post.post_id for een in lijst.vernietigd}
        goedkeuring = lijst.goedkeuring
        if goedkeuring is None:
            raise ValueError("A list is approved before it is carried out.")
        verrichtingen = tuple(_verrichtingen(gelezen.historie))
        telling = totaal(beeld for beeld in goedkeuring.beelden if beeld.post_id in weg)
        return Gegevens(
            lijst=lijst.lijstnummer,
            verantwoordelijke=Verantwoordelijke(
                tafel.id, tafel.naam, tafel.id, tafel.naam, tafel.regio, tafel.regio
            ),
            protocollen=protocollen_van(
                lijst.vernietigd,
                shell.definities.protocolversies,
                geldend=shell.protocollen.geldend(tafel.regime),
            ),
            tellingen=tellingen_van(lijst),
            vernietigd=self._verwijzingen(lijst),
            verbintenissen=lijst.kenmerken.verbintenissen,
            opschortingen=redenen(lijst, OPSCHORTINGEN),
            geweigerd=_geweigerd(lijst),
            afgevallen=redenen(lijst),
            niet_gelukt=(),
            verrichtingen=verrichtingen,
            bedenktijd=_bedenktijd(lijst, goedkeuring, verrichtingen),
            wijze=self._wijze(lijst, telling),
            systemen=systemen_van(telling, lijst, nacontrole),
            bekende_kopieen=lijst.kenmerken.kopieen,
            nacontrole=nacontrole,
            reservekopie=Reservekopie(nacontrole.laatste_reservekopie, None, ONLEESBAAR),
        )

    def _wijze(self, lijst: Vernietigingslijst, telling: Telling) -> Wijze:
        afdrukken = lijst.kenmerken.sleutelafdrukken
        aantal = len(afdrukken) or telling.sleutels + telling.inzagesleutels
        return Wijze(OMSCHRIJVING, aantal, afdrukken, self._tijdvakken(lijst))

    def _verwijzingen(self, lijst: Vernietigingslijst) -> tuple[Verwijzing, ...]:
        stromen = list({een.post.stroom_id for een in lijst.vernietigd})
        with self._lijsten.engine.connect() as verbinding:
            posities = {
                (rij.originator_id, rij.bewijsnummer): rij.notification_id
                for rij in verbinding.execute(_FEITEN, {"stromen": stromen})
            }
        nummers = dict(lijst.bewijsnummers)
        return tuple(
            Verwijzing(
                soort=Eenheidsoort(een.post.soort.value),
                positie=posities[een.post.stroom_id, nummers[een.post.post_id]],
                bewijsnummer=nummers[een.post.post_id],
                regel=een.regel,
                grond=een.grond.value,
                bewaren_tot=een.bewaren_tot,
            )
            for een in lijst.vernietigd
        )

    def _tijdvakken(self, lijst: Vernietigingslijst) -> tuple[Tijdvakwissel, ...]:
        if lijst.gewist is None:
            return ()
        kolom, oud = tables.tijdvak.c, lijst.gewist.tijdvak
        vraag = select(kolom.tijdvak, kolom.vingerafdruk, kolom.vernietigd_op).where(
            kolom.tijdvak.in_((oud, oud + 1))
        )
        with self._lijsten.engine.connect() as verbinding:
            rijen = {rij.tijdvak: rij for rij in verbinding.execute(vraag)}
        return (
            Tijdvakwissel(
                oud, rijen[oud].vingerafdruk, oud + 1, rijen[oud + 1].vingerafdruk, rijen[oud].vernietigd_op
            ),
        )


# --- gathering ----------------------------------------------------------------------------------------------


def _eenheden(posten: Iterable[Voorgesteld]) -> list[Eenheid]:
    return [Eenheid(een.post.stroom_id, een.post.persoon_id, een.post.organisatie) for een in posten]


def protocollen_van(
    posten: Iterable[Voorgesteld], versies: Mapping[str, Privacyprotocol], *, geldend: Privacyprotocol
) -> tuple[Protocol, ...]:
    """The versions of the protocol that something was destroyed under, with the rules that were used.

    The one in force is there also where no term ran, and then names no rule.
    """
    gebruikt: dict[str, set[str]] = defaultdict(set, {geldend.naam: set()})
    for een in posten:
        if een.regel is not None:
            gebruikt[een.regel.rpartition("/")[0]].add(een.regel)
    gevonden = []
    for naam, codes in sorted(gebruikt.items()):
        regime, _, versie = naam.partition("/")
        regels = tuple(_regel(versies.get(naam), code) for code in sorted(codes))
        gevonden.append(Protocol(regime, int(versie), regels))
    return tuple(gevonden)


def _regel(protocol: Privacyprotocol | None, code: str) -> Regel:
    """A rule as its protocol has it; an own term may name one that no protocol has, and that is then said."""
    try:
        regel = protocol.regel(code) if protocol is not None else None
    except LookupError:
        regel = None
    return Regel(code, regel.grond, regel.bron) if regel is not None else Regel(code, ONBEKEND, ONBEKEND)


def tellingen_van(lijst: Vernietigingslijst) -> tuple[Soorttelling, ...]:
    """What became of the items, by kind."""
    soort = {een.post.post_id: een.post.soort.value for een in lijst.posten}
    per: dict[str, Counter[str]] = {
        "voorgesteld": Counter(soort.values()),
        "geweigerd": Counter(soort[feit.post_id] for feit in lijst.geweigerd),
        "afgevallen": Counter(
            soort[post_id] for post_id in (*(feit.post_id for feit in lijst.afgehaald), *lijst.teruggekomen)
        ),
        "vernietigd": Counter(soort[post_id] for post_id, _ in lijst.bewijsnummers),
    }
    return tuple(
        Soorttelling(
            een,
            per["voorgesteld"][een.value],
            per["geweigerd"][een.value],
            per["afgevallen"][een.value],
            0,
            per["vernietigd"][een.value],
        )
        for een in Eenheidsoort
    )


def redenen(lijst: Vernietigingslijst, alleen: Iterable[str] = ()) -> tuple[Reden, ...]:
    """Why items came off after the approval; or of these codes alone."""
    soort = {een.post.post_id: een.post.soort.value for een in lijst.posten}
    codes: list[tuple[UUID, str]] = [(feit.post_id, feit.afhaalreden.value) for feit in lijst.afgehaald]
    codes += [(post_id, GEWEIGERD_TERUG) for post_id in lijst.teruggekomen]
    beperkt = set(alleen)
    return _tel((soort[post_id], code) for post_id, code in codes if not beperkt or code in beperkt)


def _geweigerd(lijst: Vernietigingslijst) -> tuple[Reden, ...]:
    soort = {een.post.post_id: een.post.soort.value for een in lijst.posten}
    return _tel((soort[feit.post_id], feit.weigerreden.value) for feit in lijst.geweigerd)


def _tel(codes: Iterable[tuple[str, str]]) -> tuple[Reden, ...]:
    return tuple(
        Reden(Eenheidsoort(soort), code, aantal) for (soort, code), aantal in sorted(Counter(codes).items())
    )


def _verrichtingen(historie: Sequence[Opgetekend]) -> Iterable[Verrichting]:
    for opgetekend in historie:
        feit, envelop = opgetekend.gebeurtenis, opgetekend.envelop
        match feit:
            case LijstVoorgesteld():
                yield Verrichting(Handeling.VOORGESTELD, feit.voorgesteld_door, envelop.rol, envelop.op)
            case LijstGecontroleerd():
                yield Verrichting(Handeling.GECONTROLEERD, feit.gecontroleerd_door, envelop.rol, envelop.op)
            case LijstGoedgekeurd():
                yield Verrichting(Handeling.GOEDGEKEURD, feit.goedgekeurd_door, envelop.rol, envelop.op)
            case UitvoeringBegonnen():
                yield Verrichting(Handeling.UITGEVOERD, feit.uitgevoerd_door, envelop.rol, envelop.op)
            case _:
                pass


def _bedenktijd(
    lijst: Vernietigingslijst, goedkeuring: LijstGoedgekeurd, verrichtingen: Sequence[Verrichting]
) -> Bedenktijd:
    vanaf = max(goedkeuring.uitvoeren_vanaf, _goedgekeurd_op(verrichtingen))
    return Bedenktijd(lijst.bedenktijd_dagen, max(goedkeuring.bedenktijd_tot or vanaf, vanaf), vanaf)


def _goedgekeurd_op(verrichtingen: Iterable[Verrichting]) -> datetime:
    """When the approval was recorded: a moment after it was decided, so without a bedenktijd that is when one ends."""
    return next(een.op for een in verrichtingen if een.handeling is Handeling.GOEDGEKEURD)


def systemen_van(
    telling: Telling, lijst: Vernietigingslijst, nacontrole: Nacontrole
) -> tuple[Systeemverslag, ...]:
    """What was done in each system, with the numbers of the preview that was carried out, and what was checked."""
    opgeruimd = next((feit.aantal for feit in lijst.stappen if feit.stap.value == "opgeruimd"), 0)
    gedaan: dict[Systeem, tuple[str, tuple[Aantal, ...]]] = {
        Systeem.KLUIS: (
            "De versleutelde inhoud is gewist.",
            (Aantal("stukken inhoud", telling.delen), Aantal("gebeurtenissen", telling.gebeurtenissen)),
        ),
        Systeem.SLEUTELS: (
            "De gegevenssleutels zijn vernietigd en de hoofdsleutel is vervangen.",
            (Aantal("sleutels", telling.sleutels),),
        ),
        Systeem.NUMMERS: (
            "De nummers en de merken om iemand te vinden zijn gewist.",
            (Aantal("nummers", telling.nummers), Aantal("merken", telling.merken)),
        ),
        Systeem.WEERGAVEN: ("De regels zijn gewist.", (Aantal("regels", telling.rijen),)),
        Systeem.INZAGELOGBOEK: (
            "De sleutels van de pseudoniemen zijn vernietigd; de regels horen bij niemand meer.",
            (Aantal("regels", telling.inzageregels),),
        ),
        Systeem.EXPORTS: (
            "Bekende kopieën zijn geteld; vernietigen doet wie ze heeft.",
            (Aantal("bekende kopieën", len(lijst.kenmerken.kopieen)),),
        ),
        Systeem.UITGAANDE_POST: (
            "Berichten die nog weg moesten zijn gewist. In wat was verstuurd stond geen persoon en geen casusnummer.",
            (),
        ),
        Systeem.DATABASEBESTANDEN: (
            "De vrijgekomen ruimte is opgeruimd." if opgeruimd else "De ruimte is niet opgeruimd.",
            (Aantal("tabellen", opgeruimd),),
        ),
        Systeem.RESERVEKOPIEEN: (
            f"Niet aangeraakt. {WAT_EEN_OUDE_KOPIE_PRIJSGEEFT}",
            (),
        ),
    }
    return tuple(
        Systeemverslag(systeem, *gedaan[systeem], _gecontroleerd(systeem, nacontrole)) for systeem in Systeem
    )


def _gecontroleerd(systeem: Systeem, nacontrole: Nacontrole) -> tuple[str, ...]:
    return tuple(
        f"{controle.wat} {controle.uitslag.value.capitalize()}."
        for controle in nacontrole.controles
        if controle.code in CONTROLES[systeem]
    )
