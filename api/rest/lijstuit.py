"""A vernietigingslijst as it is answered: how far it is, its preview, and its items by number while those last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from api.rest.delen import Uit, UtcTijdstip, bladzijde
from api.rest.lijststap import LijststapUit, stap_uit
from api.rest.terugblik import Lijst
from api.uitvoerder import UITLEG, uitvoerder
from domain.casus.waarden import Verwijdergrond
from domain.historie import Opgetekend
from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.state import Lijstfase, Vernietigingslijst
from domain.vernietigingslijst.voorvertoning import BLIJFT, Postbeeld, Telling, digest_van, totaal
from domain.vernietigingslijst.waarden import Afhaalreden, Postsoort, Voorgesteld
from infra.codec import VERNIETIGINGSLIJST
from infra.vernietiging.gelezen import Lijstuitkomst
from infra.vernietiging.voorvertoning import BekendeKopie
from projections.vernietigingslijsten import Lijstrij

VOOR_DE_UITVOERING = frozenset({Lijstfase.VOORGESTELD, Lijstfase.GECONTROLEERD, Lijstfase.GOEDGEKEURD})
OVER_STROKEN = (
    "Wil iemand later kunnen nagaan dat één casus of consultatie weg is? Wie die mag lezen, zoals de procesregisseur, "
    "haalt op de pagina ervan tot de uitvoering de bewijsstrook op "
    "('GET /v1/casussen/{casusnummer}/bewijsstrook'). Daarna kan niemand die nog maken. Compliance officer, FG en "
    "archivaris kunnen dat niet: vraag het de procesregisseur."
)
OVER_TEKSTEN = (
    "Op deze lijst staat een deel van een casus. In vrije tekst van anderen kan een naam blijven staan. Laat de "
    "procesregisseur die teksten nakijken voor u controleert of goedkeurt; u leest zelf geen casus."
)
OVER_KOPIEEN = (
    "Er zijn bekende kopieën waarvan niemand heeft vastgelegd dat ze weg zijn. Blijft dat zo tot de nacontrole, dan is "
    "de verklaring gedeeltelijk. Leg het dus eerst vast ('POST /v1/exports/{exportnummer}/vernietigingen')."
)


class LijstAntwoord(Uit):
    """What a command on a list led to."""

    lijstnummer: str
    fase: Lijstfase
    versie: int = Field(description="Het aantal gebeurtenissen van de lijst tot nu toe.")
    posten: int = Field(
        description="Hoeveel posten op de lijst staan; zonder wat bij de controle is geweigerd."
    )
    vastgelegd: list[str] = Field(
        description="Wat dit verzoek heeft vastgelegd; leeg als er niets nieuws was."
    )

    @classmethod
    def van(cls, gedaan: Lijstuitkomst) -> "LijstAntwoord":
        """The answer to a command."""
        return cls(
            lijstnummer=gedaan.lijst.lijstnummer,
            fase=gedaan.lijst.fase,
            versie=gedaan.versie,
            posten=len(gedaan.lijst.op_de_lijst),
            vastgelegd=[VERNIETIGINGSLIJST.naam(type(feit)) for feit in gedaan.nieuw],
        )


class LijstregelUit(Uit):
    """How far a list is."""

    lijstnummer: str
    tot_en_met: date
    fase: Lijstfase
    aan_zet: str | None = Field(description="Waar de lijst op wacht. Leeg: nergens meer op.")
    voorgesteld_op: UtcTijdstip
    voorgesteld_door: str
    gecontroleerd_door: str | None
    goedgekeurd_door: str | None
    uitgevoerd_door: str | None = Field(description=f"{UITLEG} Leeg: dat is nog niet gebeurd.")
    uitvoeren_vanaf: UtcTijdstip | None = Field(description="Wanneer de bedenktijd voorbij is.")
    posten: int = Field(description="Hoeveel posten zijn voorgesteld.")
    geweigerd: int
    afgehaald: int
    teruggekomen: int
    vernietigd: int
    uitslag: Uitslag | None = Field(description="Wat de nacontrole vond.")
    verklaringsnummer: str | None

    @classmethod
    def van(cls, rij: Lijstrij, *, nu: datetime) -> "LijstregelUit":
        """The answer for a row."""
        return cls.model_validate(
            {
                **vars(rij),
                "aan_zet": aan_zet(rij.fase, vanaf=rij.uitvoeren_vanaf, nu=nu),
                "uitgevoerd_door": _uitvoerder(rij.uitgevoerd_door),
            }
        )


class LijstenUit(Lijst):
    """The lists of a table, newest first."""

    regels: list[LijstregelUit]


class WegUit(Uit):
    """How many there are of each that is destroyed."""

    gebeurtenissen: int = Field(description="Gebeurtenissen die hun inhoud verliezen en als skelet blijven.")
    delen: int = Field(description="Stukken inhoud in de kluis.")
    sleutels: int = Field(description="Gegevenssleutels.")
    nummers: int = Field(description="Nummers die daarna nergens meer heen leiden.")
    merken: int = Field(description="Merken waarmee andere tafels iemand kunnen vinden.")
    rijen: int = Field(description="Regels in weergaven.")
    inzagesleutels: int = Field(description="Sleutels van de pseudoniemen in het inzagelogboek.")


class LosgekoppeldUit(Uit):
    """How many there are of each that stays, and no longer leads to the case."""

    agendapunten: int = Field(description="Agendapunten van overleggen.")
    doorgegeven: int = Field(description="Doorgegeven aan een andere tafel; de casus daar blijft.")
    samenloop: int = Field(description="Keren dat is gevraagd of een andere tafel iemand kent.")
    inzageregels: int = Field(description="Regels van het inzagelogboek die daarna bij niemand meer horen.")


class VernietigtellingUit(Uit):
    """How many there are of each: what goes, what is only unlinked, and what is elsewhere."""

    weg: WegUit = Field(description="Wat er weggaat.")
    losgekoppeld: LosgekoppeldUit = Field(description="Wat blijft, maar nergens meer heen leidt.")
    kopieen: int = Field(
        description="Exports die bekend zijn; die vernietigt wie ze heeft. Eén bestand kan bij meer posten tellen."
    )

    @classmethod
    def van(cls, telling: Telling) -> "VernietigtellingUit":
        """The answer for a count."""
        return cls(
            weg=WegUit.model_validate(telling),
            losgekoppeld=LosgekoppeldUit.model_validate(telling),
            kopieen=telling.kopieen,
        )


class BlijftUit(Uit):
    """What stays, and on which ground."""

    wat: str
    grond: str


class VoorvertoningUit(Uit):
    """What is destroyed, and what stays."""

    vingerafdruk: str = Field(
        description="Hoort bij precies wat u ziet (SHA-256). Stuur haar mee als u goedkeurt."
    )
    vastgesteld: bool = Field(description="Is dit goedgekeurd? Dan wordt precies dit uitgevoerd.")
    totaal: VernietigtellingUit
    blijft: list[BlijftUit]
    exportregister: bool = Field(description="Wordt bijgehouden welke exports er zijn?")
    let_op: list[str] = Field(description="Wat alleen vóór de uitvoering nog kan. Leeg als die is begonnen.")


class BekendeKopieUit(Uit):
    """A file that was given out."""

    exportnummer: str
    soort: str


class PostUit(Uit):
    """One item."""

    post_id: UUID
    soort: Postsoort
    nummer: str | None = Field(
        description="Het nummer van de casus of consultatie. Leeg: dat leidt nergens meer heen."
    )
    organisatie: str | None
    grond: Verwijdergrond
    regel: str | None
    bewaren_tot: date | None
    bedenktijd_dagen: int
    status: str = Field(description="open, geweigerd, afgehaald, teruggekomen of vernietigd.")
    reden: str | None = Field(description="Waarom de post is geweigerd of afgehaald.")
    bewijsnummer: str | None = Field(description="Waaronder de verwijdering is terug te vinden.")
    telling: VernietigtellingUit | None = Field(description="Hoeveel het is. Leeg bij een geweigerde post.")
    houdt_tegen: Afhaalreden | None = Field(
        description="Wat nu in de weg staat: duurt dat tot de uitvoering, dan gaat de post van de lijst."
    )
    bekende_kopieen: list[BekendeKopieUit] = Field(
        description="Uitgegeven bestanden met iets hiervan, waarvan niemand heeft vastgelegd dat ze weg zijn."
    )


class LijstUit(LijstregelUit):
    """The whole list, with a page of its items."""

    tafel: str
    regime: str
    bedenktijd_dagen: int
    voorvertoning: VoorvertoningUit
    verloop: list[LijststapUit]
    regels: list[PostUit]
    volgende: str | None


@dataclass(frozen=True)
class Postsleutel:
    """The place of an item; the next page begins after it."""

    post_id: UUID


@dataclass(frozen=True)
class _Rij:
    voorgesteld: Voorgesteld

    @property
    def sleutel(self) -> Postsleutel:
        return Postsleutel(self.voorgesteld.post.post_id)


def pagina(
    lijst: Vernietigingslijst, *, na: Postsleutel | None, limiet: int
) -> tuple[list[Voorgesteld], str | None]:
    """Some of the items, in the order of their ids."""
    alle = sorted(lijst.posten, key=lambda een: een.post.post_id)
    rijen = [_Rij(een) for een in alle if na is None or een.post.post_id > na.post_id]
    getoond, volgende = bladzijde(lambda aantal: rijen[:aantal], limiet=limiet)
    return [rij.voorgesteld for rij in getoond], volgende


def aan_zet(fase: Lijstfase, *, vanaf: datetime | None, nu: datetime) -> str | None:  # noqa: PLR0911 one branch for each phase
    """What a list waits for."""
    match fase:
        case Lijstfase.VOORGESTELD:
            return "controle"
        case Lijstfase.GECONTROLEERD:
            return "goedkeuring"
        case Lijstfase.GOEDGEKEURD:
            return "bedenktijd" if vanaf is not None and nu < vanaf else "uitvoering"
        case Lijstfase.IN_UITVOERING:
            return "uitvoering"
        case Lijstfase.UITGEVOERD:
            return "nacontrole"
        case Lijstfase.NAGECONTROLEERD:
            return "verklaring"
        case Lijstfase.GEEN | Lijstfase.VERKLAARD | Lijstfase.INGETROKKEN:
            return None


def lijst_uit(
    lijst: Vernietigingslijst,
    historie: Sequence[Opgetekend],
    beelden: Sequence[Postbeeld],
    *,
    posten: Sequence[Voorgesteld],
    volgende: str | None,
    nummers: Mapping[UUID, str],
    kopieen: Mapping[UUID, Sequence[BekendeKopie]],
    tegen: Mapping[UUID, Afhaalreden],
    exportregister: bool,
    nu: datetime,
) -> LijstUit:
    """A list as it is answered."""
    goedkeuring, nacontrole, verklaring = lijst.goedkeuring, lijst.nacontrole, lijst.verklaring
    vanaf = goedkeuring.uitvoeren_vanaf if goedkeuring else None
    samen = totaal(beelden)
    getoond = {een.post.post_id for een in posten}
    per_post = {
        beeld.post_id: VernietigtellingUit.van(beeld.telling) for beeld in beelden if beeld.post_id in getoond
    }
    return LijstUit.model_validate(
        {
            "lijstnummer": lijst.lijstnummer,
            "tafel": lijst.tafel,
            "regime": lijst.voorstel.regime if lijst.voorstel else "",
            "tot_en_met": lijst.voorstel.tot_en_met if lijst.voorstel else None,
            "fase": lijst.fase,
            "aan_zet": aan_zet(lijst.fase, vanaf=vanaf, nu=nu),
            "voorgesteld_op": historie[0].envelop.op,
            "voorgesteld_door": lijst.voorstel.voorgesteld_door if lijst.voorstel else "",
            "gecontroleerd_door": lijst.gecontroleerd_door,
            "goedgekeurd_door": goedkeuring.goedgekeurd_door if goedkeuring else None,
            "uitgevoerd_door": _uitvoerder(lijst.uitgevoerd_door),
            "uitvoeren_vanaf": vanaf,
            "bedenktijd_dagen": lijst.bedenktijd_dagen,
            "posten": len(lijst.posten),
            "geweigerd": len(lijst.geweigerd),
            "afgehaald": len(lijst.afgehaald),
            "teruggekomen": len(lijst.teruggekomen),
            "vernietigd": len(lijst.bewijsnummers),
            "uitslag": nacontrole.uitslag if nacontrole else None,
            "verklaringsnummer": verklaring.verklaringsnummer if verklaring else None,
            "voorvertoning": VoorvertoningUit(
                vingerafdruk=digest_van(beelden),
                vastgesteld=goedkeuring is not None,
                totaal=VernietigtellingUit.van(samen),
                blijft=[BlijftUit.model_validate(een) for een in BLIJFT],
                exportregister=exportregister,
                let_op=_let_op(lijst, samen),
            ),
            "verloop": [stap_uit(feit) for feit in historie],
            "regels": [
                _post(
                    lijst,
                    een,
                    nummers,
                    per_post,
                    kopieen.get(een.post.stroom_id, ()),
                    houdt_tegen=tegen.get(een.post.post_id),
                )
                for een in posten
            ],
            "volgende": volgende,
        }
    )


def _let_op(lijst: Vernietigingslijst, telling: Telling) -> list[str]:
    if lijst.fase not in VOOR_DE_UITVOERING:
        return []
    delen = any(een.post.soort in (Postsoort.PERSOON, Postsoort.BIJDRAGE) for een in lijst.posten)
    return [
        OVER_STROKEN,
        *([OVER_TEKSTEN] if delen else []),
        *([OVER_KOPIEEN] if telling.kopieen else []),
    ]


def _uitvoerder(id_: str | None) -> str | None:
    return None if id_ is None else uitvoerder(id_)


def _post(
    lijst: Vernietigingslijst,
    een: Voorgesteld,
    nummers: Mapping[UUID, str],
    per_post: Mapping[UUID, VernietigtellingUit],
    kopieen: Sequence[BekendeKopie],
    *,
    houdt_tegen: Afhaalreden | None,
) -> dict[str, Any]:
    post = een.post
    status, reden = _status(lijst, post.post_id)
    return {
        "post_id": post.post_id,
        "soort": post.soort,
        "nummer": nummers.get(post.stroom_id),
        "organisatie": post.organisatie,
        "grond": een.grond,
        "regel": een.regel,
        "bewaren_tot": een.bewaren_tot,
        "bedenktijd_dagen": een.bedenktijd_dagen,
        "status": status,
        "reden": reden,
        "bewijsnummer": dict(lijst.bewijsnummers).get(post.post_id),
        "telling": per_post.get(post.post_id),
        "houdt_tegen": houdt_tegen,
        "bekende_kopieen": [BekendeKopieUit.model_validate(kopie) for kopie in kopieen],
    }


def _status(lijst: Vernietigingslijst, post_id: UUID) -> tuple[str, str | None]:
    for feit in lijst.geweigerd:
        if feit.post_id == post_id:
            return "geweigerd", feit.weigerreden.value
    afgehaald = lijst.afhaalreden(post_id)
    if afgehaald is not None:
        return "afgehaald", afgehaald.value
    if post_id in lijst.teruggekomen:
        return "teruggekomen", None
    return ("vernietigd" if post_id in dict(lijst.bewijsnummers) else "open"), None
