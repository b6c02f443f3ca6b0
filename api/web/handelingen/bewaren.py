"""What can be done with how a case is kept: holds, restrictions and own terms.

Who does this does not read what a case is about, so people are told by what they are in it, and by no name.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from api.rechten import Recht
from api.rest import bewaren
from api.rest.bewaren import BeperkingIn, BeperkingsopheffingIn, EigenTermijnIn, OpschortingIn
from api.rest.invoer import RedenIn
from api.tafelwoorden import regel_in_woorden, termijn
from api.web.formulier import Deel, Keus
from api.web.handelingen.soort import NIEMANDS, PROEF, Handeling, Stand, Zicht, dag, kies, tekst, uit
from api.web.woorden import woord
from domain.casus.commands import (
    HefBeperkingOp,
    HefOpschortingOp,
    SchortVernietigingOp,
    StelBeperkingIn,
    StelEigenTermijnVast,
)
from domain.casus.state import Casus
from domain.casus.waarden import NIEMAND, Beperkgrond, Opschortgrond
from projections.dagen import datum
from projections.woorden import Tafelwoorden

OPSCHORTEN, BEPERKEN, TERMIJN = "Vernietiging opschorten", "Verwerking beperken", "Eigen bewaartermijn"
DRIE_MAANDEN = timedelta(days=91)
OPNIEUW = "Op die dag vervalt niets vanzelf: dan kijkt u of het nog nodig is."


class Opschortingsopheffing(RedenIn):
    """Which hold ends, and why."""

    opschorting_id: UUID


class Beperkingsopheffing(BeperkingsopheffingIn):
    """Which restriction ends, and why."""

    beperking_id: UUID


def rollen_in(casus: Casus) -> dict[UUID, str]:
    """Everybody whom a case is about, by what they are in it; who are the same are numbered."""
    mensen = [mens for mens in casus.betrokkenen if mens.persoon_id != NIEMAND]
    gehad: dict[str, int] = {}
    namen = {}
    for mens in mensen:
        rol = woord(mens.betrokkenheid)
        gehad[rol] = gehad.get(rol, 0) + 1
        vaker = sum(een.betrokkenheid is mens.betrokkenheid for een in mensen) > 1
        namen[mens.persoon_id] = f"{rol} {gehad[rol]}" if vaker else rol
    return namen


def _mensen(zicht: Zicht) -> list[Keus]:
    return [Keus(str(persoon), rol) for persoon, rol in rollen_in(zicht.casus).items()]


def _opschortingen(zicht: Zicht) -> Deel:
    keuzes = [
        Keus(str(een.opschorting_id), f"{woord(een.grond)}, opnieuw bekijken op {datum(een.tot)}")
        for een in zicht.zaak.casus.opschortingen
    ]
    return kies("opschortingId", "Welke opschorting", keuzes)


def _beperkingen(zicht: Zicht) -> Deel:
    rollen = rollen_in(zicht.zaak.casus)
    keuzes = [
        Keus(
            str(een.beperking_id),
            f"{rollen.get(een.persoon_id, 'een betrokkene') if een.persoon_id else 'de hele casus'}: "
            f"{woord(een.grond)}",
        )
        for een in zicht.zaak.casus.beperkingen
    ]
    return kies("beperkingId", "Welke beperking", keuzes)


def _eigen_termijn(zicht: Zicht) -> Sequence[Deel]:
    woorden = Tafelwoorden(zicht.tafel)
    leveranciers = [Keus(code, woorden.organisatie(code)) for code in sorted(zicht.zaak.casus.leveranciers)]
    protocol = zicht.zaak.toegang.dienst.shell.protocollen.geldend(zicht.tafel.regime)
    regels = [
        Keus(naam, f"{regel_in_woorden(naam)}: {termijn(een)}")
        for een in protocol.alle_regels
        if (naam := f"{protocol.naam}/{een.code}")
    ]
    return (
        kies(
            "persoonId",
            "Van welke betrokkene",
            _mensen(zicht),
            _wie_is_wie(zicht.casus, "Of kies een organisatie."),
            verplicht=False,
        ),
        kies("organisatie", "Van welke organisatie", leveranciers, "Wat zij inbracht.", verplicht=False),
        dag("bewarenTot", "Bewaren tot en met", _laatste_dag(zicht.zaak.casus)),
        kies("bewaarregel", "Uit welke bewaarregel volgt dat", regels),
        tekst("reden", "Waarom"),
    )


def _laatste_dag(casus: Casus) -> str:
    later = f"Niet later dan {datum(casus.bewaren_tot)}." if casus.bewaren_tot else ""
    return f"{later} Op een dag die voorbij is, moeten de gegevens meteen weg.".strip()


def _wie_is_wie(casus: Casus, anders: str) -> str:
    """How to tell apart who have one role here: they stand under their names, in this order, where a case is read."""
    if len({mens.betrokkenheid for mens in casus.betrokkenen}) == len(casus.betrokkenen):
        return anders
    return (
        f"{anders} Staat een rol er vaker, dan is nummer 1 wie met die rol bovenaan staat op de pagina van de casus. "
        "De procesregisseur ziet daar de namen."
    )


def _termijnproef(stand: Stand) -> list[StelEigenTermijnVast]:
    tot = stand.casus.bewaren_tot or stand.vandaag
    return [
        StelEigenTermijnVast(None, organisatie, tot, "proef/1/proef", PROEF)
        for organisatie in sorted(stand.casus.leveranciers)
    ]


BEWAREN = (
    Handeling(
        "opschorten",
        "De vernietiging opschorten",
        OPSCHORTEN,
        Recht.OPSCHORTEN,
        "bewaring",
        OpschortingIn,
        lambda zicht: (
            uit("grond", "Op welke grond", Opschortgrond),
            tekst("toelichting", "Toelichting", "Staat bij de casus en verdwijnt daarmee."),
            dag("tot", "Opnieuw bekijken op", OPNIEUW, waarde=zicht.zaak.vandaag + DRIE_MAANDEN),
        ),
        lambda stand: (
            SchortVernietigingOp(
                NIEMANDS, Opschortgrond.RECHTSVORDERING, PROEF, stand.vandaag + DRIE_MAANDEN
            ),
        ),
        bewaren.schort_vernietiging_op,
        uitleg="Zolang een opschorting staat, wordt van deze casus niets vernietigd, ook niet na de laatste dag.",
    ),
    Handeling(
        "opschorting-opheffen",
        "Een opschorting opheffen",
        OPSCHORTEN,
        Recht.OPSCHORTEN,
        "bewaring",
        Opschortingsopheffing,
        lambda zicht: (_opschortingen(zicht), tekst("reden", "Waarom is dit niet meer nodig")),
        lambda stand: (HefOpschortingOp(een.opschorting_id, PROEF) for een in stand.casus.opschortingen),
        lambda nummer, invoer, toegang: bewaren.hef_opschorting_op(
            nummer, invoer.opschorting_id, RedenIn(reden=invoer.reden), toegang
        ),
        "Er staat geen opschorting.",
        "Staat er daarna geen andere opschorting meer, dan kan de casus op een vernietigingslijst.",
    ),
    Handeling(
        "beperken",
        "De verwerking beperken",
        BEPERKEN,
        Recht.BEPERKEN,
        "bewaring",
        BeperkingIn,
        lambda zicht: (
            kies(
                "persoonId",
                "Van wie",
                _mensen(zicht),
                _wie_is_wie(zicht.casus, "Laat leeg voor de hele casus."),
                verplicht=False,
            ),
            uit("grond", "Op welke grond (AVG artikel 18)", Beperkgrond),
            tekst("toelichting", "Toelichting", "Staat bij de casus en verdwijnt daarmee."),
            dag("tot", "Opnieuw bekijken op", OPNIEUW, waarde=zicht.zaak.vandaag + DRIE_MAANDEN),
        ),
        lambda stand: (
            StelBeperkingIn(
                NIEMANDS, None, Beperkgrond.JUISTHEID_BETWIST, PROEF, stand.vandaag + DRIE_MAANDEN
            ),
        ),
        bewaren.stel_beperking_in,
        uitleg="De gegevens blijven bewaard, maar niemand werkt ermee en niets ervan wordt vernietigd.",
    ),
    Handeling(
        "beperking-opheffen",
        "Een beperking opheffen",
        BEPERKEN,
        Recht.BEPERKEN,
        "bewaring",
        Beperkingsopheffing,
        lambda zicht: (
            _beperkingen(zicht),
            tekst("reden", "Waarom is dit niet meer nodig"),
            dag(
                "geinformeerdOp",
                "Wanneer is dit aan de betrokkene verteld",
                "Vertel het eerst (AVG artikel 18, lid 3).",
            ),
        ),
        lambda stand: (
            HefBeperkingOp(een.beperking_id, PROEF, stand.vandaag) for een in stand.casus.beperkingen
        ),
        lambda nummer, invoer, toegang: bewaren.hef_beperking_op(
            nummer,
            invoer.beperking_id,
            BeperkingsopheffingIn(reden=invoer.reden, geinformeerd_op=invoer.geinformeerd_op),
            toegang,
        ),
        "Er staat geen beperking.",
        "Daarna wordt er weer met de gegevens gewerkt.",
    ),
    Handeling(
        "eigen-termijn",
        "Een eigen bewaartermijn vaststellen",
        TERMIJN,
        Recht.BEWAARTERMIJN,
        "bewaring",
        EigenTermijnIn,
        _eigen_termijn,
        _termijnproef,
        bewaren.stel_eigen_termijn_vast,
        uitleg="Voor één betrokkene, of voor wat één organisatie inbracht. De termijn eindigt eerder dan die van de "
        "casus, of op dezelfde dag.",
    ),
)
