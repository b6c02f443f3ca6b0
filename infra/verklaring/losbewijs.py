"""From a verklaring the proof of one destruction by itself, in the form that other tools for such logs read."""

from infra.logboek.bewijs import Bewijs
from infra.logboek.checkpoint import lees_checkpoint, lees_hash
from infra.logboek.meervoud import pad_van
from infra.logboek.notitie import lees_notitie
from infra.verklaring.omslag import blad_van, lees_omslag


def los_bewijs(data: bytes, bewijsnummer: str) -> bytes | None:
    """The C2SP tlog-proof of one destruction; ``None`` where the verklaring has none with this number.

    Its leaf is that of the fact in the verklaring (``omslag.blad_van``).

    Raises:
        Onjuist: the bytes are no verklaring.
        Afgekeurd: its proof does not hold.
    """
    bewijs = lees_omslag(data).inhoud.bewijs
    feit = next((een for een in bewijs.feiten if een.bewijsnummer == bewijsnummer), None)
    if feit is None:
        return None
    notitie = bewijs.checkpoint.encode()
    checkpoint = lees_checkpoint(lees_notitie(notitie).tekst)
    pad = pad_van(
        feit.index,
        {een.index: blad_van(een) for een in bewijs.feiten},
        grootte=checkpoint.grootte,
        bewijs=[lees_hash(hash_) for hash_ in bewijs.hashes],
        wortel=checkpoint.wortel,
    )
    return Bewijs(feit.index, pad, notitie).codeer()
