"""Putting the data of one person right (AVG 16, BGS 1.7): the old value is destroyed, that it was put right stays.

A key is destroyed with all that it opens, so everything that was recorded of the person is recorded anew, under a new
id: as it was, but for what was wrong. What others wrote in free text is theirs to put right.
"""

from dataclasses import replace
from uuid import UUID

from domain.casus.commands import RectificeerGegevens
from domain.casus.events import AanmeldingAangevuld, Feit, GegevensGerectificeerd
from domain.casus.inhoud import eis_mensen
from domain.casus.omstandigheden import Omstandigheden
from domain.casus.ontvangers import ontvangers
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Betrokkene, Inbreng, Opschortgrond, Persoonsveld
from domain.weigering import Weigering


def rectificeer_gegevens(casus: Casus, opdracht: RectificeerGegevens, *, bij: Omstandigheden) -> list[Feit]:
    """Put the data of one person right.

    Raises:
        Weigering: the case is not about this person, nothing would change, or a hold forbids to destroy the old value.
    """
    if any(gedaan.persoon_id == opdracht.gegevens.persoon_id for gedaan in casus.gerectificeerd):
        return []
    if casus.fase in (Fase.GEEN, Fase.VERWIJDERD):
        raise Weigering("Van deze casus zijn er geen gegevens meer.")
    oud, nieuw = casus.betrokkene(opdracht.persoon_id), opdracht.gegevens
    if oud is None:
        raise Weigering("De casus gaat niet over deze betrokkene.")
    if casus.is_betrokken(nieuw.persoon_id):
        raise Weigering("Geef de betrokkene bij een rectificatie een nieuw kenmerk.")
    eis_mensen((nieuw,), vandaag=bij.vandaag)
    velden = _veranderd(oud, nieuw)
    if not velden:
        raise Weigering("De gegevens van deze betrokkene zijn al zo.")
    if any(een.grond is not Opschortgrond.AVG_VERZOEK for een in casus.opschortingen):
        raise Weigering(
            "De vernietiging van deze casus is opgeschort; de oude gegevens mogen nu niet verdwijnen. Beperk de "
            "verwerking tot de opschorting is opgeheven."
        )
    inbreng = _inbreng(casus, oud, nieuw)
    return [
        GegevensGerectificeerd(
            persoon_id=nieuw.persoon_id,
            vorig_id=oud.persoon_id,
            velden=velden,
            te_berichten=ontvangers(casus),
            inbreng=tuple(deel for _, deel in inbreng),
            bij=tuple(ico_id for ico_id, _ in inbreng),
        ),
        _opnieuw_genoemd(casus, oud, nieuw),
        *_opnieuw_vastgelegd(casus, oud, nieuw),
    ]


def _veranderd(oud: Betrokkene, nieuw: Betrokkene) -> tuple[Persoonsveld, ...]:
    """The names of the fields that are put right; never what stood in them."""
    return tuple(veld for veld in Persoonsveld if getattr(oud, veld.value) != getattr(nieuw, veld.value))


def _inbreng(casus: Casus, oud: Betrokkene, nieuw: Betrokkene) -> list[tuple[UUID, Inbreng]]:
    """What was told of the person at the table, with the ICO of each."""
    return [
        (ico.gepland.ico_id, replace(deel, persoon_id=nieuw.persoon_id))
        for ico in casus.icos
        if ico.gehouden is not None
        for deel in ico.gehouden.inbreng
        if deel.persoon_id == oud.persoon_id
    ]


def _opnieuw_genoemd(casus: Casus, oud: Betrokkene, nieuw: Betrokkene) -> AanmeldingAangevuld:
    """The person as it should be, from the same organisation as before."""
    van = dict(casus.ingebracht_door).get(oud.persoon_id, casus.organisatie)
    return AanmeldingAangevuld(van, None, (nieuw,), (), (), None, None)


def _opnieuw_vastgelegd(casus: Casus, oud: Betrokkene, nieuw: Betrokkene) -> list[Feit]:
    """What else was recorded of the person and is still so, with the days and words of then."""
    alles: tuple[Feit, ...] = (
        *casus.toestemmingen,
        *casus.gezag,
        *casus.informeren,
        *casus.samenloop,
        *casus.eigen_termijnen,
        *casus.beperkingen,
    )
    return [
        replace(feit, persoon_id=nieuw.persoon_id)  # type: ignore[arg-type]  # all of these are about a person
        for feit in alles
        if getattr(feit, "persoon_id", None) == oud.persoon_id
    ]
