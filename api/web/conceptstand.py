"""The concept behind the form of a melding: what of the form is kept, and what the form says of that.

The key of the form is the id of its concept: so a form that is saved twice is one concept, and a concept that is open
twice is brought in once.
"""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from pydantic import ValidationError

from api.rest.concepten import MEESTE_VELDEN, ConceptIn, bewaar, indiening, lees_concept
from api.rest.toegang import Toegang
from api.web.eenmalig import SLEUTEL
from api.web.formulier import Formulier, Invoer, OngeldigeInvoer, Soort, Veldfout
from api.web.meldformulier import MENSEN
from api.web.proef import op_versie
from domain.tafels import Tafel
from infra.codec import KluisGeschonden
from infra.concepten import Conceptkop, OnbekendConcept, Velden
from infra.kluis import Conceptweg

VERSIE = "conceptversie"
"""The field that says as which version the form knows its concept; 0 is: not saved yet."""
TE_LANG = "Een van de antwoorden is te lang om te bewaren. Maak het korter."
ELDERS_BEWAARD = (
    "U hebt dit concept intussen ergens anders bewaard, bijvoorbeeld in een ander venster. Wat u hier hebt ingevuld, "
    "staat nog in het formulier. Bewaart u het nu, of dient u het in, dan komt dit in de plaats van wat daar stond."
)
IS_WEG = (
    "Dit concept is er niet meer: het is ingediend, weggegooid of verlopen. Wat u hier hebt ingevuld, staat nog in het "
    "formulier. Kijk eerst in de lijst of de melding al binnen is."
)


@dataclass(frozen=True)
class Conceptstand:
    """What a form says of its concept. ``stil``: it may be saved again while somebody types."""

    versie: int
    kop: Conceptkop | None = None
    botsing: str = ""

    @property
    def stil(self) -> bool:
        """Only what somebody chose to keep is kept by itself, and not over what was saved elsewhere."""
        return self.kop is not None and not self.botsing


def stand_van(toegang: Toegang, invoer: Invoer) -> Conceptstand:
    """How it stands with the concept of a form, as the form knows it."""
    return Conceptstand(versie_van(invoer), _kop(toegang, invoer))


def botsing(toegang: Toegang, invoer: Invoer) -> Conceptstand:
    """The same for who did not know the last version: from here on the form does, and says so."""
    kop = _kop(toegang, invoer)
    return Conceptstand(kop.versie if kop else 0, kop, ELDERS_BEWAARD if kop else IS_WEG)


def versie_van(invoer: Invoer) -> int:
    """As which version a form knows its concept."""
    tekst = invoer.waarde(VERSIE)
    return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 10 else 0  # noqa: PLR2004 nobody saves so often


def _kop(toegang: Toegang, invoer: Invoer) -> Conceptkop | None:
    gevraagd = id_van(invoer)
    if gevraagd is None:
        return None
    with suppress(OnbekendConcept):
        return kop_van(toegang, gevraagd)
    return None


def id_van(invoer: Invoer) -> UUID | None:
    """The id of the concept of a form; ``None`` where the form has no key."""
    try:
        return UUID(invoer.waarde(SLEUTEL))
    except ValueError:
        return None


def velden_van(formulier: Formulier, invoer: Invoer) -> Velden:
    """What was filled in so far; what the form itself sends along is none of it."""
    gevraagd = (veld for veld in formulier.velden if veld.soort is not Soort.VAST)
    return tuple(
        (veld.naam, waarde) for veld in gevraagd for waarde in invoer.waarden(veld.naam) if waarde.strip()
    )


def bewaar_invoer(toegang: Toegang, tafel: Tafel, formulier: Formulier, invoer: Invoer) -> Conceptkop:
    """Save what was filled in.

    Raises:
        OngeldigeInvoer: it does not fit, and why.
        VerouderdeVersie: the concept is not as the form knows it.
        Weigering: it is too much, or there are too many.
    """
    concept_id = id_van(invoer)
    velden = velden_van(formulier, invoer)
    if concept_id is None or len(velden) > MEESTE_VELDEN:
        raise OngeldigeInvoer([Veldfout(TE_LANG)])
    try:
        getypt = ConceptIn.model_validate(
            {"tafel": tafel.id, "velden": [{"naam": naam, "waarde": waarde} for naam, waarde in velden]}
        )
    except ValidationError as fout:
        raise OngeldigeInvoer([Veldfout(TE_LANG, _veld_van(fout, velden))]) from None
    met_versie = op_versie(toegang, versie_van(invoer))
    kop, _ = bewaar(met_versie, concept_id, tafel=tafel.id, velden=getypt.als_getypt())
    return kop


def _veld_van(fout: ValidationError, velden: Velden) -> str | None:
    """In which field the first mistake is."""
    plaats = fout.errors(include_input=False, include_url=False)[0]["loc"]
    nummer = plaats[1] if len(plaats) > 1 else None
    return velden[nummer][0] if isinstance(nummer, int) else None


def lees_invoer(toegang: Toegang, concept_id: UUID) -> tuple[str, Invoer]:
    """The table of a concept, and the form as it was filled in.

    Raises:
        OnbekendConcept: it is not there, or somebody else's.
    """
    concept = lees_concept(concept_id, toegang)
    velden: dict[str, tuple[str, ...]] = {}
    for veld in concept.velden:
        velden[veld.naam] = (*velden.get(veld.naam, ()), veld.waarde)
    plaatsen = (naam.split(".") for naam in velden if naam.startswith("betrokkenen."))
    mensen = max((int(plaats[1]) for plaats in plaatsen if plaats[1].isdigit()), default=0) + 1
    velden |= {SLEUTEL: (str(concept_id),), VERSIE: (str(concept.versie),), MENSEN: (str(min(mensen, 99)),)}
    return concept.tafel, Invoer(velden)


def in_te_dienen(toegang: Toegang, formulier: Formulier, invoer: Invoer) -> Conceptweg | None:
    """The concept that goes with the melding; where it was saved by itself just now as it stands here, as it is now."""
    concept_id, versie = id_van(invoer), versie_van(invoer)
    if concept_id is not None:
        gebruiker = toegang.gebruiker
        try:
            nu = toegang.dienst.concepten.lees(concept_id, gebruiker.wie, tafels=gebruiker.tafels)
        except (OnbekendConcept, KluisGeschonden):
            # What is in the form counts, also where what was kept of it cannot be read any more.
            pass
        else:
            versie = nu.kop.versie if nu.velden == velden_van(formulier, invoer) else versie
    return indiening(toegang, concept_id, versie)


def kop_van(toegang: Toegang, concept_id: UUID) -> Conceptkop:
    """One concept of somebody, without what is in it.

    Raises:
        OnbekendConcept: it is not there, or somebody else's.
    """
    gebruiker = toegang.gebruiker
    return toegang.dienst.concepten.kop(concept_id, gebruiker.wie, tafels=gebruiker.tafels)


def eigen_concepten(toegang: Toegang, tafel: Tafel | None = None) -> list[Conceptkop]:
    """The concepts of somebody, of one table or of all."""
    gebruiker = toegang.gebruiker
    koppen = toegang.dienst.concepten.van(gebruiker.wie, tafels=gebruiker.tafels)
    return [een for een in koppen if tafel is None or een.tafel == tafel.id]
