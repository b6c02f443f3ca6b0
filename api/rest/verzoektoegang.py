"""What the routes of a verzoek have in common: the reach of who asks, and what goes on record of a look."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

from api.rest.toegang import Toegang
from domain.consultatie.state import vouw_consultatie
from domain.historie import van_consultatie
from domain.verzoek.commands import Verzoekopdracht
from domain.verzoek.state import Verzoek
from infra.inzage.regel import Diepte
from infra.inzage.schrijven import Gezien
from infra.verzoekdelen import Gelezen, OnbekendVerzoek, Verzoekuitkomst, Vindplaats


def eis_verzoek(toegang: Toegang, verzoek: Verzoek) -> None:
    """Answer for a verzoek of another table exactly as for one that never existed.

    Raises:
        OnbekendVerzoek: it came in at another table.
    """
    if verzoek.tafel not in toegang.gebruiker.tafels:
        raise OnbekendVerzoek
    toegang.kijk.tafel = verzoek.tafel


def doe(toegang: Toegang, verzoeknummer: str, opdracht: Verzoekopdracht) -> Verzoekuitkomst:
    """Carry out a command on a verzoek within reach and wait until the views show it."""
    gedaan = toegang.dienst.verzoeken.voer_uit(
        verzoeknummer,
        opdracht,
        namens=toegang.namens,
        mag=lambda verzoek: eis_verzoek(toegang, verzoek),
    )
    return gezien(toegang, gedaan)


def gezien(toegang: Toegang, gedaan: Verzoekuitkomst) -> Verzoekuitkomst:
    """Wait until the views show what was done; where nothing was, the answer is a look at how it stands."""
    if not gedaan.nieuw:
        toegang.kijk.toon(gedaan.stroom_id, (), Diepte.PSEUDONIEM)
    return toegang.gezien(gedaan)


def toon_verzoek(toegang: Toegang, gelezen: Gelezen) -> None:
    """Note that the answer shows a verzoek in full."""
    toegang.kijk.toon(gelezen.stroom.stroom_id, (), Diepte.VOLLEDIG)


def toon_vindplaatsen(toegang: Toegang, plaatsen: Iterable[Vindplaats], *, ook: UUID, wat: str) -> None:
    """Put on record, before it goes out, that the person is shown in all these places.

    A line of the read log belongs to a table; whoever answers for another table has to find the look there.
    """
    per_tafel: dict[str, list[Gezien]] = defaultdict(list)
    for plaats in plaatsen:
        gezien_ = Gezien(plaats.stroom_id, frozenset({plaats.persoon_id}), Diepte.VOLLEDIG)
        per_tafel[tafel_van(toegang, plaats.stroom_id)].append(gezien_)
    kijk = toegang.kijk
    kijk.toon(ook, (), Diepte.VOLLEDIG)
    for deel in per_tafel.pop(kijk.tafel or "", ()):
        kijk.toon(deel.stroom_id, deel.personen, deel.diepte)
    if per_tafel:
        nu = toegang.dienst.omgeving.nu()
        verwerking = kijk.verwerking(wat=wat, status=HTTPStatus.OK, einde=nu)
        toegang.dienst.inzagen.schrijf_reeks(
            [(replace(verwerking, tafel=tafel), delen) for tafel, delen in per_tafel.items()]
        )


def tafel_van(toegang: Toegang, stroom_id: UUID) -> str:
    """At which table a casus or consultatie is; empty where its data are gone."""
    shell = toegang.dienst.shell
    casus = shell.laad_stroom(stroom_id).casus
    return casus.tafel or vouw_consultatie(van_consultatie(shell.skelet(stroom_id))).tafel
