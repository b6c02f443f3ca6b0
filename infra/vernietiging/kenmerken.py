"""What destroyed items are recognised by afterwards, taken before they go: commitments, fingerprints, known copies.

- **Commitments** to the numbers of casussen and consultaties, each with the salt that its bewijsstrook has. One without
  a data key as a whole never had a strook either: its salt is random and kept nowhere, so its commitment tells nobody
  anything, and there are as many as were destroyed.
- **Fingerprints of the data keys**: a hash of the id under which a key was stored. Whoever has an old copy of the
  database can see of each wrapped key in it whether it is one of those. The id itself is not kept: it is what the
  nacontrole looks for. The key is in neither. A key that a look makes while the destruction is being written dies as
  well and is not among them.
- **Numbers of known copies**: files that were given out with something of it, which are not ours to destroy.

Each is sorted over all items of a portion, so its order leads from none of them to a casus.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Connection, Uuid, any_, literal, select

from domain.vernietigingslijst.waarden import Kenmerken, Post
from infra import tables
from infra.inzage.pseudoniem import bekende
from infra.keys import Inpakker
from infra.verklaring.strook import ZOUT, verbintenis
from infra.vernietiging.voorvertoning import HEEL, Kopieenboek

_SLEUTELAFDRUK = b"casus gegevenssleutel vingerafdruk v1"


def neem_kenmerken(
    verbinding: Connection,
    posten: Sequence[Post],
    nummers: Mapping[UUID, str],
    *,
    kek: Inpakker,
    kopieen: Kopieenboek | None,
) -> Kenmerken:
    """Take them of these items, whose casussen have these numbers.

    Raises:
        SleutelFout: a key does not open with this KEK.
    """
    stromen = {post.stroom_id for post in posten}
    bekend = kopieen(stromen) if kopieen is not None else {}
    return Kenmerken(
        verbintenissen=tuple(sorted(_verbintenissen(verbinding, posten, nummers, kek=kek))),
        sleutelafdrukken=tuple(
            sorted(sleutelafdruk(sleutel_id) for sleutel_id in _sleutels(verbinding, posten))
        ),
        kopieen=tuple(sorted({kopie.exportnummer for van_een in bekend.values() for kopie in van_een})),
    )


def sleutelafdruk(sleutel_id: UUID) -> str:
    """The fingerprint of a data key, from the id under which it is stored."""
    return hashlib.sha256(_SLEUTELAFDRUK + sleutel_id.bytes).hexdigest()


def _verbintenissen(
    verbinding: Connection, posten: Iterable[Post], nummers: Mapping[UUID, str], *, kek: Inpakker
) -> Iterator[str]:
    heel = [post.stroom_id for post in posten if post.soort in HEEL]
    bekend = bekende(verbinding, heel, kek=kek)
    for stroom_id in heel:
        zout = bekend[stroom_id].zout(stroom_id) if stroom_id in bekend else os.urandom(ZOUT)
        yield verbintenis(zout, nummers[stroom_id])


def _sleutels(verbinding: Connection, posten: Sequence[Post]) -> Iterator[UUID]:
    """The keys that go with these items; one that goes with two of them, once."""
    kolom = tables.sleutel.c
    stromen = literal(list({post.stroom_id for post in posten}), ARRAY(Uuid))
    vraag = select(kolom.stroom_id, kolom.persoon_id, kolom.organisatie, kolom.sleutel_id).where(
        kolom.stroom_id == any_(stromen)
    )
    heel = {post.stroom_id for post in posten if post.soort in HEEL}
    personen = {(post.stroom_id, post.persoon_id) for post in posten if post.persoon_id is not None}
    bijdragen = {(post.stroom_id, post.organisatie) for post in posten if post.organisatie is not None}
    for stroom_id, persoon_id, organisatie, sleutel_id in verbinding.execute(vraag):
        if stroom_id in heel or (stroom_id, persoon_id) in personen or (stroom_id, organisatie) in bijdragen:
            yield sleutel_id
