"""Asks the witnesses to cosign the newest checkpoint, and puts what they give under it (a client of C2SP tlog-witness).

The rules:

1. Signing waits for no witness, and no witness stops it. Each is asked in a thread of its own; one that is away or
   refuses is asked again ever later, up to every five minutes, and it is said in the log and by ``casus doctor``.
2. It is asked from the size that it last cosigned, with the proof that the tree only grew from there. Where it says
   another size (409, ``text/x.tlog.size``) it is asked again from that one.
3. Only a cosignature that is right, by the key that the policy gives, is put under the checkpoint. What else comes
   back is passed over.
4. What a witness says of another history is said as such, and first of all: it cosigned another tree of this size
   (409), ours does not continue the one it cosigned (422), or it cosigned a larger one than we ever gave out. An old
   backup was put back, or somebody signs another history with our key.
5. A witness that has less than it cosigned before has lost its memory. It is asked still, and it is said.

The policy is read anew when its file changes. It knows a log by its folder, its keys and a way to prove that it grew;
so each log has one of these.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from threading import Thread

import structlog

from infra.keys import SleutelFout
from infra.logboek import Afgekeurd
from infra.logboek.beleid import Beleid, Beleidsgetuige, lees_beleid
from infra.logboek.checkpoint import Checkpoint, lees_getal
from infra.logboek.getuige import GROOTTE, Aanvraag
from infra.logboek.getuigenstand import Getuigenstand, lees_standen, zet_stand
from infra.logboek.getuigepost import Post, stuur
from infra.logboek.notitie import lees_handtekening, lees_notitie
from infra.logboek.publicatie import Logboekmap
from infra.logboek.ring import Sleutelring
from infra.logboek.sleutels import Controlesleutel, Handtekening
from infra.rondes import Rondes

log = structlog.get_logger()

RUST = 0.5
"""Seconds between two looks for a new checkpoint."""

EERSTE_UITSTEL, LANGSTE_UITSTEL = 5.0, 300.0
"""Seconds after which a witness is asked again: after a first fault, and at most, doubling in between."""

PAUZE = 30.0
"""Seconds after which it goes on when something else went wrong, such as a folder that cannot be read."""

POGINGEN = 4
"""How often a witness may name another size before it has to wait for a later round."""

MEESTE_REGELS = 50
"""Signature lines of an answer that are looked at."""

Bewijs = Callable[[int, int], Sequence[bytes]]
"""Proves that the tree of one size is the beginning of that of another; raises what it likes where it cannot."""


class GeenMedehandtekening(Afgekeurd):
    """The witness answered without a cosignature of the key that the policy gives it."""


class GetuigeWeigert(Afgekeurd):
    """The witness does not cosign."""


class GetuigeKentOnsNiet(Afgekeurd):
    """The witness does not know this log; it has to be told its public key."""


class GetuigeKentDeSleutelNiet(Afgekeurd):
    """The witness does not trust the key that signed; after a replacement it has to be told the new one."""


class GetuigeBlijftWisselen(Afgekeurd):
    """The witness named another size each time that it was asked."""


class AndereGeschiedenis(Afgekeurd):
    """The witness saw another history than this one. See what happened before anything else."""


@dataclass
class _Lijn:
    """How it goes with one witness: not before when it is asked, how often it failed, and the thread that asks."""

    niet_voor: float = 0.0
    mislukt: int = 0
    draad: Thread | None = None

    @property
    def bezig(self) -> bool:
        return self.draad is not None and self.draad.is_alive()

    def stel_uit(self) -> None:
        self.niet_voor = time.monotonic() + min(EERSTE_UITSTEL * 2**self.mislukt, LANGSTE_UITSTEL)
        self.mislukt = min(self.mislukt + 1, 10)


class Medeondertekening:
    """Asks the witnesses of one log, in a thread of its own or one round at a time."""

    def __init__(
        self,
        map_: Logboekmap,
        beleid: Path,
        *,
        ring: Callable[[], Sleutelring],
        bewijs: Bewijs,
        nu: Callable[[], datetime],
        stuur: Callable[[str, bytes], Post] = stuur,
    ) -> None:
        """Take the folder of checkpoints, the file of the policy, the log's keys and proofs, the clock, the post."""
        self.map = map_
        self._beleidsbestand = beleid
        self._ring, self._bewijs, self._nu, self._stuur = ring, bewijs, nu, stuur
        self._beleid: Beleid | None = None
        self._beleid_van: object = None
        self._lijnen: dict[Controlesleutel, _Lijn] = {}
        self._klaar_met: object = None
        self._rondes = Rondes("medeondertekening", self._beurt)

    # --- in a thread ---

    def start(self) -> None:
        """Ask until ``stop``."""
        self._rondes.start()

    def stop(self) -> None:
        """Ask nobody any more; who is being asked is not waited for."""
        self._rondes.stop()

    def _beurt(self) -> float:
        try:
            self.ronde()
        except Exception as fout:  # noqa: BLE001 whatever it is, no witness stops the service
            _meld_niet_gevraagd(fout)
            return PAUZE
        return RUST

    # --- one round ---

    def ronde(self) -> list[Thread]:
        """Ask each witness that has not cosigned the newest checkpoint and may be asked; gives who asks, at work.

        Raises:
            Afgekeurd, SleutelFout, OSError: the policy, the key or the folder cannot be used.
        """
        beleid, stempel = self._lees_beleid(), self.map.stempel()
        if beleid is None or stempel is None or (stempel, self._beleid_van) == self._klaar_met:
            return []
        ring = self._ring()
        huidig = self.map.huidig(ring)
        if huidig is None:
            return []
        wachtend = [g for g in beleid.getuigen.values() if g.url and not _ondertekend(huidig[1], g.sleutel)]
        if not wachtend:
            self._klaar_met = (stempel, self._beleid_van)
        return [draad for getuige in wachtend if (draad := self._begin(getuige, huidig, ring))]

    def vraag_allen(self) -> None:
        """Do one round and wait until each witness answered."""
        for draad in self.ronde():
            draad.join()

    def _lees_beleid(self) -> Beleid | None:
        """The policy as it is now; ``None`` where there is none."""
        try:
            gevonden = self._beleidsbestand.stat()
        except FileNotFoundError:
            self._beleid = self._beleid_van = None
            return None
        van = (gevonden.st_ino, gevonden.st_mtime_ns, gevonden.st_size)
        if van != self._beleid_van:
            self._beleid = lees_beleid(self._beleidsbestand.read_bytes())
            self._beleid_van = van
        return self._beleid

    def _begin(
        self, getuige: Beleidsgetuige, huidig: tuple[Checkpoint, bytes], ring: Sleutelring
    ) -> Thread | None:
        lijn = self._lijnen.setdefault(getuige.sleutel, _Lijn())
        if lijn.bezig or time.monotonic() < lijn.niet_voor:
            return None
        lijn.draad = Thread(
            target=self._vraag,
            args=(getuige, lijn, huidig, ring),
            name=f"getuige {getuige.leesbaar}",
            daemon=True,
        )
        lijn.draad.start()
        return lijn.draad

    # --- one witness ---

    def _vraag(
        self, getuige: Beleidsgetuige, lijn: _Lijn, huidig: tuple[Checkpoint, bytes], ring: Sleutelring
    ) -> None:
        """Ask one witness, and keep and say what became of it."""
        try:
            klaar = self._vraag_een(getuige, huidig, ring)
        except Exception as fout:  # noqa: BLE001 whatever it is, it concerns this witness alone
            lijn.stel_uit()
            self._meld_fout(getuige, fout)
        else:
            lijn.mislukt = 0
            lijn.niet_voor = 0.0 if klaar else time.monotonic() + EERSTE_UITSTEL

    def _vraag_een(
        self, getuige: Beleidsgetuige, huidig: tuple[Checkpoint, bytes], ring: Sleutelring
    ) -> bool:
        """Says whether it cosigned; False when a newer checkpoint of ours came in between.

        Raises:
            Exception: it did not.
        """
        checkpoint, notitie = huidig
        stand = self._stand(getuige)
        oud = min(stand.grootte, checkpoint.grootte)
        for _ in range(POGINGEN):
            bewijs = self._bewijs(oud, checkpoint.grootte) if 0 < oud < checkpoint.grootte else ()
            post = self._stuur(
                getuige.url or "", Aanvraag(oud, tuple(bewijs), lees_notitie(notitie), checkpoint).codeer()
            )
            if post.status == HTTPStatus.OK:
                self.map.voeg_toe(checkpoint, _uit_antwoord(post, checkpoint, getuige.sleutel), ring)
                self._meld_goed(getuige, checkpoint, stand)
                return True
            gezegd = _andere_grootte(post, oud)
            if gezegd > checkpoint.grootte:
                self._eis_dat_wij_zover_waren(gezegd, ring)
                return False
            if gezegd < stand.grootte:
                log.error(
                    "getuige_vergat", getuige=getuige.leesbaar, ondertekende=stand.grootte, zegt_nu=gezegd
                )
            oud = gezegd
        raise GetuigeBlijftWisselen(verwacht="one size", gevonden=f"{POGINGEN} others")

    def _eis_dat_wij_zover_waren(self, gezegd: int, ring: Sleutelring) -> None:
        """A larger tree is ours where another process gave it out meanwhile; then that one is asked for next."""
        nieuwste = self.map.nieuwste(ring)
        ver = nieuwste[0].grootte if nieuwste else 0
        if gezegd > ver:
            raise AndereGeschiedenis(verwacht=f"at most {ver} leaves", gevonden=f"{gezegd} that it cosigned")

    def _stand(self, getuige: Beleidsgetuige) -> Getuigenstand:
        return lees_standen(self.map.map).get(getuige.sleutel.vkey, Getuigenstand())

    def _meld_goed(self, getuige: Beleidsgetuige, checkpoint: Checkpoint, eerder: Getuigenstand) -> None:
        self._zet_stand(
            getuige,
            grootte=checkpoint.grootte,
            op=self._nu(),
            fout=None,
            uitleg="",
            fout_op=None,
            tegenspraak=False,
        )
        if eerder.fout is not None or eerder.op is None:
            log.info("getuige_ondertekent", getuige=getuige.leesbaar, grootte=checkpoint.grootte)

    def _meld_fout(self, getuige: Beleidsgetuige, fout: Exception) -> None:
        """Say it in the log and keep it for the doctor; texts of what is not ours stay out."""
        soort, tegenspraak = type(fout).__name__, isinstance(fout, AndereGeschiedenis)
        uitleg = str(fout) if isinstance(fout, Afgekeurd) else f"{soort}."
        zeg = log.error if tegenspraak else log.warning
        gebeurtenis = "getuige_zag_andere_geschiedenis" if tegenspraak else "getuige_ondertekent_niet"
        zeg(gebeurtenis, getuige=getuige.leesbaar, soort=soort, uitleg=uitleg)
        self._zet_stand(getuige, fout=soort, uitleg=uitleg, fout_op=self._nu(), tegenspraak=tegenspraak)

    def _zet_stand(self, getuige: Beleidsgetuige, **waarden: object) -> None:
        # What is kept for the doctor is no reason to do the work again.
        with suppress(OSError):
            zet_stand(self.map.map, getuige.sleutel.vkey, **waarden)


def _meld_niet_gevraagd(fout: Exception) -> None:
    uitleg = str(fout) if isinstance(fout, Afgekeurd | SleutelFout) else None
    log.error("getuigen_niet_gevraagd", soort=type(fout).__name__, uitleg=uitleg)


def _ondertekend(notitie: bytes, sleutel: Controlesleutel) -> bool:
    """Whether a right cosignature of this key stands under a note that was read before."""
    gelezen = lees_notitie(notitie)
    for handtekening in gelezen.handtekeningen:
        with suppress(Afgekeurd):
            sleutel.controleer(gelezen.tekst, handtekening)
            return True
    return False


def medeondertekenaars(notitie: bytes, beleid: Beleid) -> Mapping[str, Controlesleutel]:
    """The witnesses of a policy, by name, of which a right cosignature stands under a note that was read before."""
    return {g.naam: g.sleutel for g in beleid.getuigen.values() if _ondertekend(notitie, g.sleutel)}


def _uit_antwoord(post: Post, checkpoint: Checkpoint, sleutel: Controlesleutel) -> list[Handtekening]:
    """The cosignature of this witness in its answer; lines of others are passed over.

    Raises:
        GeenMedehandtekening: there is none.
        OnjuisteHandtekening, TijdBuitenBereik: there is one that is wrong.
        Afgekeurd: a line is not that of a signature.
    """
    try:
        regels = post.inhoud.decode().removesuffix("\n").split("\n")
    except UnicodeDecodeError as fout:
        raise GeenMedehandtekening(verwacht="lines of text", gevonden="other bytes") from fout
    for regel in regels[:MEESTE_REGELS]:
        handtekening = lees_handtekening(regel)
        if (handtekening.naam, handtekening.sleutel_id) == (sleutel.naam, sleutel.id):
            sleutel.controleer(checkpoint.tekst, handtekening)
            return [handtekening]
    raise GeenMedehandtekening(verwacht=f"{sleutel.naam}+{sleutel.id.hex()}", gevonden="others")


def _andere_grootte(post: Post, oud: int) -> int:
    """The size that a witness has instead of ``oud``.

    Raises:
        AndereGeschiedenis: what it saw does not go with ours.
        GetuigeKentOnsNiet, GetuigeKentDeSleutelNiet, GetuigeWeigert: it does not cosign, for another reason.
        GeenGetal: it names no size.
    """
    match post.status, post.mediatype:
        case HTTPStatus.CONFLICT, mediatype if mediatype == GROOTTE:
            gezegd = lees_getal(post.inhoud[:100].decode("ascii", "replace").removesuffix("\n"))
            if gezegd == oud:
                raise GetuigeWeigert(verwacht=f"another size than {oud}", gevonden="the same")
            return gezegd
        case HTTPStatus.CONFLICT, _:
            raise AndereGeschiedenis(verwacht="our root", gevonden=f"another one of {oud} leaves (409)")
        case HTTPStatus.UNPROCESSABLE_ENTITY, _:
            raise AndereGeschiedenis(
                verwacht="the continuation of ours", gevonden=f"another tree of {oud} leaves (422)"
            )
        case HTTPStatus.NOT_FOUND, _:
            raise GetuigeKentOnsNiet(verwacht="a cosignature", gevonden=post.status)
        case HTTPStatus.FORBIDDEN, _:
            raise GetuigeKentDeSleutelNiet(verwacht="a cosignature", gevonden=post.status)
        case _:
            raise GetuigeWeigert(verwacht="a cosignature", gevonden=f"status {post.status}")
