"""Where a melding stands, in the words of somebody who brought it in, and which meldingen somebody has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.bereik import bereikt
from api.ontbrekend import ontbreekt_voor
from api.rechten import Recht
from api.rest.gelezen import Gelezen
from api.rest.toegang import Toegang
from api.web.woorden import dag_in_week
from domain.casus.compleetheid import Ontbreekt
from domain.casus.events import Getrieerd
from domain.casus.omstandigheden import LOPEND
from domain.casus.state import Fase
from domain.casus.waarden import Betrokkene
from domain.tafels import Stuk, Tafel
from infra.codec import KluisGeschonden
from infra.kalender import feestdag
from infra.shell import OnbekendeCasus
from projections import monitoring, verwijderrapport
from projections.dagen import dag_van

MEEST = 50
"""How many meldingen of each kind a page shows."""
TERUGGEKEKEN = 200
"""In how many of the cases that a table did not take up one's own are looked for, the last ones first."""


@dataclass(frozen=True)
class Stand:
    """Where a melding is: what is the matter, and what happens then."""

    wat: str
    dan: str
    soort: str = "info"


_ZINNEN: dict[Fase, Stand] = {
    Fase.NIET_OPGENOMEN: Stand(
        "De tafel heeft de casus niet opgenomen.",
        "Bij de melding staat waarom. Wat u stuurde, wordt vernietigd als de termijn voorbij is.",
        "let-op",
    ),
    Fase.OPGENOMEN: Stand(
        "De tafel heeft de casus opgenomen.",
        "Er komt een overleg over deze casus (ICO). Wie erbij moet zijn, krijgt een uitnodiging.",
        "goed",
    ),
    Fase.MONITORING: Stand(
        "De tafel werkt aan de casus.",
        "Er is een overleg geweest (ICO). De procesregisseur volgt of de afspraken werken.",
        "goed",
    ),
    Fase.AFGESCHAALD: Stand(
        "De casus is afgeschaald.", "De tafel doet nu minder. Anderen gaan ermee verder.", "goed"
    ),
    Fase.VOORLOPIG_AFGESLOTEN: Stand(
        "De casus is voorlopig afgesloten.", "De tafel kijkt later nog een keer of het goed gaat.", "goed"
    ),
    Fase.AFGESLOTEN: Stand("De casus is afgesloten.", "De tafel doet er niets meer aan.", "goed"),
}


def stand_van(fase: Fase, triage: Getrieerd | None, tafel: Tafel, *, sinds: date, vandaag: date) -> Stand:
    """Tell it in plain words."""
    if fase is Fase.AANGEMELD:
        eerste = tafel.triage.eerste_na(sinds, feestdag=feestdag)
        if eerste < vandaag:
            return Stand(
                "Uw melding wacht op de triage.",
                f"Dat had uiterlijk op {dag_in_week(eerste)} gemoeten. Vraag de tafel hoe het ermee staat.",
                "fout",
            )
        return Stand(
            "Uw melding is binnen en wacht op de triage.",
            f"De tafel bespreekt hem op {dag_in_week(eerste)}. Dan hoort u wat er gebeurt.",
        )
    if fase is Fase.AANGEHOUDEN:
        terug = triage.terug_op if triage is not None else None
        wanneer = (
            f"Hij komt terug op {dag_in_week(terug)}." if terug else "Hij komt terug op een volgende triage."
        )
        return Stand("De tafel kon nog niet beslissen.", wanneer, "let-op")
    return _ZINNEN.get(fase, Stand("Uw melding is bekend.", "Vraag de tafel hoe het ermee staat."))


@dataclass(frozen=True)
class Melding:
    """A melding on the list of who brought it in."""

    casusnummer: str
    betrokkenen: Sequence[Betrokkene]
    sinds: date | None
    """``None`` where the melding cannot be read."""
    fase: Fase
    stand: Stand


ONLEESBAAR = Stand(
    "Deze melding is nu niet te lezen: wat is opgeslagen, klopt niet meer.",
    "U kunt er zelf niets aan doen. Geef het nummer door aan de tafel.",
    "fout",
)


@dataclass(frozen=True)
class NietOpgenomen:
    """The own meldingen that a table did not take up, and whether there may be one among them that cannot be read."""

    meldingen: Sequence[Melding]
    misschien_meer: bool


def sinds_van(gelezen: Gelezen) -> date:
    """The day on which it came in here."""
    return dag_van(gelezen.historie[0].envelop.op)


def melding_van(toegang: Toegang, casusnummer: str) -> Melding:
    """One melding as its melder may see it.

    Raises:
        OnbekendeCasus: the number leads nowhere, or the case is out of reach.
    """
    gelezen = toegang.lees(casusnummer)
    casus, sinds = gelezen.casus, sinds_van(gelezen)
    stand = stand_van(
        casus.fase, casus.triage, gelezen.tafel, sinds=sinds, vandaag=toegang.dienst.omgeving.vandaag()
    )
    return Melding(casusnummer, casus.betrokkenen, sinds, casus.fase, stand)


def wat_ontbreekt(toegang: Toegang, casusnummer: str) -> tuple[Ontbreekt, ...]:
    """What the triage would find missing today; nothing where there is nothing to complete any more."""
    casus, tafel = toegang.laad(casusnummer)
    if casus.fase not in LOPEND:
        return ()
    return ontbreekt_voor(toegang.gebruiker, casus, tafel, op=toegang.dienst.omgeving.vandaag())


def lopende(toegang: Toegang, tafel: Tafel, organisatie: str) -> list[Melding]:
    """The own meldingen that the table took up; of one that cannot be read, no more than that."""
    with toegang.dienst.leesplaats.verbinding() as verbinding:
        rijen = monitoring.lopend(verbinding, tafel.id, organisatie=organisatie, limiet=MEEST)
    gelezen = (_gelezen(toegang, rij.stroom_id, rij.casusnummer, rij.fase, tafel=tafel) for rij in rijen)
    return [een for een in gelezen if een is not None]


def niet_opgenomen(toegang: Toegang, tafel: Tafel, organisatie: str) -> NietOpgenomen:
    """The own meldingen that the table did not take up, for as long as their data are there."""
    with toegang.dienst.leesplaats.verbinding() as verbinding:
        rijen = verwijderrapport.niet_opgenomen(verbinding, tafel.id, limiet=TERUGGEKEKEN)
    meldingen: list[Melding] = []
    misschien_meer = False
    for rij in rijen:
        if len(meldingen) == MEEST:
            break
        try:
            # Whose it is stands in the case itself: the list of terms does not say.
            casus = toegang.dienst.shell.laad_stroom(rij.stroom_id).casus
        except KluisGeschonden:
            misschien_meer = True
            continue
        if casus.organisatie == organisatie and bereikt(toegang.gebruiker, casus, Recht.CASUS_LEZEN):
            meldingen.append(melding_van(toegang, rij.casusnummer))
    return NietOpgenomen(meldingen, misschien_meer)


def _gelezen(
    toegang: Toegang, stroom_id: UUID, casusnummer: str, fase: Fase, *, tafel: Tafel
) -> Melding | None:
    """One melding; nothing where it is out of reach, and no more than its number where it cannot be read."""
    try:
        return melding_van(toegang, casusnummer)
    except OnbekendeCasus:
        return None
    except KluisGeschonden:
        toegang.toon_nummers([stroom_id], tafel=tafel)
        return Melding(casusnummer, (), None, fase, ONLEESBAAR)


WIE_VULT_AAN: dict[str, str] = {
    Stuk.GRONDSLAG: "grondslag",
    Stuk.TOESTEMMING: "toestemming",
}
"""By which form of a case a piece is completed, where it is not 'aanvullen'."""
