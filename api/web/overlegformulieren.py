"""What can be done with an overleg, each as a form: moved, called off, its agenda, who is invited and who comes.

It can be done when the rules would accept it; they are asked beforehand, as with a case.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import Field

from api.aanmelding import Code, Model, Tekst
from api.bereik import mag_antwoorden
from api.rechten import Recht
from api.rest.agenda import OverlegUit, UitgenodigdeUit, haal_van_agenda
from api.rest.invoer import RedenIn, VerzettingIn
from api.rest.overleggen import (
    AfmeldingIn,
    OverlegverslagIn,
    UitnodigingIn,
    bevestig_komst,
    houd_overleg,
    nodig_uit,
    trek_uitnodiging_in,
    verzet_overleg,
    zeg_komst_af,
    zeg_overleg_af,
)
from api.rest.toegang import Toegang
from api.web import agendawacht
from api.web.agendapunten import Agendering, welke, zet_allen_op_agenda
from api.web.formulier import Deel, Groep, Keus, Soort, Veld
from api.web.handelingen.soort import MEDEWERKER, NIEMANDS, PROEF, kies, moment, regel, tekst, vink
from api.web.woorden import woord
from domain.casus.state import Fase
from domain.overleg.commands import (
    BevestigKomst,
    HoudOverleg,
    NodigUitVoorOverleg,
    Overlegopdracht,
    SchrapAgendapunt,
    TrekUitnodigingIn,
    VerzetOverleg,
    VoegAgendapuntToe,
    ZegOverlegAf,
)
from domain.overleg.decide import decide_overleg
from domain.overleg.omstandigheden import Overlegomstandigheden
from domain.overleg.state import Overleg
from domain.overleg.waarden import PAST_OP, Aanwezigheid, Overlegsoort
from domain.tafels import Deelname, Tafel
from domain.weigering import Weigering
from projections import monitoring, triagelijst
from projections.woorden import Tafelwoorden

M = TypeVar("M", bound=Model)
KOMT, KOMT_NIET = "ja", "nee"
MEEST = 200


class Uitnodigingen(Model):
    """Who are invited at once, and for what."""

    genodigden: Annotated[list[Code], Field(min_length=1, max_length=100)]
    agendapunt_id: UUID | None = None


class Intrekking(RedenIn):
    """Which invitation is taken back, and why."""

    uitnodiging_id: UUID


class Schrapping(RedenIn):
    """What comes off the agenda, and why."""

    agendapunt_id: UUID


class Komst(Model):
    """Which invitation is answered, and how."""

    uitnodiging_id: UUID
    antwoord: Literal["ja", "nee"]
    reden: Tekst | None = None
    vervanger: Code | None = None


@dataclass(frozen=True)
class Bij:
    """An overleg as the rules have it, and as this reader sees it."""

    toegang: Toegang
    overleg: Overleg
    uit: OverlegUit
    tafel: Tafel
    versie: int

    @property
    def woorden(self) -> Tafelwoorden:
        """The words of its table."""
        return Tafelwoorden(self.tafel, self.toegang.dienst.definities.tafels)

    @property
    def over_een_week(self) -> datetime:
        """A moment that is not over."""
        return self.toegang.dienst.omgeving.nu() + timedelta(days=7)

    def weigering(self, opdracht: Overlegopdracht) -> str:
        """Why this cannot be done now; empty where it can."""
        nu, wie = self.toegang.dienst.omgeving.nu(), self.toegang.gebruiker.wie
        try:
            decide_overleg(self.overleg, opdracht, bij=Overlegomstandigheden(nu, wie, self.tafel))
        except Weigering as geweigerd:
            return str(geweigerd)
        return ""


@dataclass(frozen=True)
class Handeling(Generic[M]):
    """One thing that can be done with an overleg. ``doe`` is the function of the REST route, which records it."""

    code: str
    titel: str
    recht: Recht
    model: type[M]
    velden: Callable[[Bij], Sequence[Deel]]
    proeven: Callable[[Bij], Iterable[Overlegopdracht]]
    doe: Callable[[UUID, M, Toegang], object]
    zonder: str = "Hier is nu niets voor."

    def niet(self, bij: Bij) -> str:
        """Why it cannot be done now; empty where it can."""
        redenen = []
        for opdracht in self.proeven(bij):
            reden = bij.weigering(opdracht)
            if not reden:
                return ""
            redenen.append(reden)
        return next(iter(redenen), self.zonder)


# --- questions ----------------------------------------------------------------------------------------------


def te_nodigen(tafel: Tafel) -> tuple[Keus, ...]:
    """Everybody who sits at the table, and every organisation that it works with."""
    wie = {een.code: een.naam for een in tafel.aanmelders} | {een.code: een.naam for een in tafel.deelnemers}
    return tuple(Keus(code, naam) for code, naam in wie.items())


def voor_het_geheel(tafel: Tafel) -> tuple[Keus, ...]:
    """Of those who may be there from begin to end: a resident is there for the own case alone."""
    return tuple(een for een in te_nodigen(tafel) if een.waarde not in tafel.inwoners)


def vaste(tafel: Tafel) -> tuple[str, ...]:
    """Who are always at the table."""
    return tuple(een.code for een in tafel.deelnemers if een.deelname is Deelname.VAST)


def nodig_allen_uit(overleg_id: UUID, invoer: Uitnodigingen, toegang: Toegang) -> None:
    """Invite each of them, as what they are at this table; nobody where the rules refuse one.

    Raises:
        Weigering: the rules refuse somebody.
    """
    overleg = toegang.dienst.overleggen.laad(overleg_id)
    toegang.eis_overleg(overleg)
    tafel = toegang.dienst.shell.tafel(overleg.gepland.tafel) if overleg.gepland is not None else None
    if tafel is None:
        return
    deelnemers = {een.code: een.deelname for een in tafel.deelnemers}
    uitnodigingen = [
        UitnodigingIn(
            uitnodiging_id=toegang.nieuw_id(),
            genodigde=code,
            deelname=deelnemers.get(code, Deelname.FLEXIBEL),
            agendapunt_id=invoer.agendapunt_id,
        )
        for code in invoer.genodigden
    ]
    bij = Overlegomstandigheden(toegang.dienst.omgeving.nu(), toegang.gebruiker.wie, tafel)
    for een in uitnodigingen:
        decide_overleg(overleg, een.opdracht(nieuw_id=toegang.nieuw_id), bij=bij)
    for een in uitnodigingen:
        nodig_uit(overleg_id, een, toegang)


def naam_van(genodigde: UitgenodigdeUit, woorden: Tafelwoorden) -> str:
    """Who was invited."""
    wie = woorden.genodigde(genodigde.genodigde)
    return wie if genodigde.medewerker is None else f"{wie} ({genodigde.medewerker})"


def _punten(bij: Bij) -> list[Keus]:
    return [
        Keus(str(punt.agendapunt_id), f"{punt.casusnummer}, {woord(punt.soort)}")
        for punt in bij.uit.agendapunten
    ]


def _uitgenodigden(bij: Bij, *, alleen_eigen: bool = False) -> list[Keus]:
    geldig = {een.uitnodiging_id for een in bij.uit.uitnodigingen}
    if alleen_eigen:
        geldig = {
            een for een in geldig if mag_antwoorden(bij.toegang.gebruiker, bij.overleg.uitnodiging(een))
        }
    return [
        Keus(str(een.uitnodiging_id), f"{naam_van(een, bij.woorden)}, {een.antwoord}")
        for een in bij.uit.uitnodigingen
        if een.uitnodiging_id in geldig
    ]


def _wachtenden(bij: Bij) -> list[Keus]:
    """The cases that can come on the agenda, by number; nobody of them is shown."""
    dienst, tafel = bij.toegang.dienst, bij.tafel
    al = {punt.casusnummer for punt in bij.uit.agendapunten}
    with dienst.leesplaats.verbinding() as verbinding:
        if bij.uit.soort is Overlegsoort.TRIAGE:
            rij: Sequence[triagelijst.Wachtende | monitoring.Lopend] = triagelijst.wachtrij(
                verbinding, tafel.id, tafels=dienst.definities.versies, limiet=MEEST
            )
        else:
            rij = monitoring.lopend(verbinding, tafel.id, limiet=MEEST)
    over = [een for een in rij if een.casusnummer not in al]
    bij.toegang.toon_nummers((een.stroom_id for een in over), tafel=tafel)
    return [Keus(een.casusnummer, f"{een.casusnummer}, {_waar(bij, een)}{_fase(een)}") for een in over]


def _waar(bij: Bij, een: triagelijst.Wachtende | monitoring.Lopend) -> str:
    return f"{bij.woorden.gemeente(een.gemeente)}, {bij.woorden.organisatie(een.organisatie)}"


def _vooraf(bij: Bij) -> list[str]:
    """What waits for this triage, so that it comes on the agenda unless somebody says otherwise."""
    wachten = (een for een in agendawacht.komende(bij.toegang, bij.tafel) if een.is_triage)
    return [
        rij.casusnummer for een in wachten if een.overleg_id == bij.uit.overleg_id for rij in een.wachtenden
    ]


def _fase(een: triagelijst.Wachtende | monitoring.Lopend) -> str:
    fase = getattr(een, "fase", None)
    return f", {woord(fase)}" if isinstance(fase, Fase) else ""


def _verslag(bij: Bij) -> Sequence[Deel]:
    aanwezig = [
        veld
        for nummer, een in enumerate(bij.uit.uitnodigingen)
        for veld in (
            Veld(f"aanwezig.{nummer}.genodigde", "Wie", Soort.VAST, waarde=een.genodigde),
            Veld(f"aanwezig.{nummer}.medewerker", "Wie", Soort.VAST, waarde=een.medewerker or ""),
            regel(f"aanwezig.{nummer}.minuten", naam_van(een, bij.woorden), verplicht=False),
        )
    ]
    besproken = [
        veld
        for nummer, punt in enumerate(bij.uit.agendapunten)
        for veld in (
            Veld(f"besproken.{nummer}.agendapuntId", "Casus", Soort.VAST, waarde=str(punt.agendapunt_id)),
            tekst(f"besproken.{nummer}.verslag", f"{punt.casusnummer}, {woord(punt.soort)}", verplicht=False),
        )
    ]
    return (
        Groep("Wie waren er", tuple(aanwezig), "Hoeveel minuten? Laat leeg wie er niet was."),
        tekst("verslag", "Hoe verliep het overleg", "Niet over een persoon of een casus."),
        Groep("Wat is besproken", tuple(besproken), "Wat u leeg laat, gaat van de agenda en wacht weer."),
    )


def _beantwoord(overleg_id: UUID, invoer: Komst, toegang: Toegang) -> object:
    if invoer.antwoord == KOMT:
        return bevestig_komst(overleg_id, invoer.uitnodiging_id, toegang)
    afmelding = AfmeldingIn(reden=invoer.reden, vervanger=invoer.vervanger)
    return zeg_komst_af(overleg_id, invoer.uitnodiging_id, afmelding, toegang)


HANDELINGEN: tuple[Handeling[Any], ...] = (
    Handeling(
        "komst",
        "Een uitnodiging beantwoorden",
        Recht.KOMST,
        Komst,
        lambda bij: (
            kies("uitnodigingId", "Wie antwoordt", _uitgenodigden(bij, alleen_eigen=True)),
            Veld(
                "antwoord",
                "Komt u",
                Soort.KEUZE,
                keuzes=(Keus(KOMT, "Ik kom"), Keus(KOMT_NIET, "Ik kom niet")),
            ),
            tekst("reden", "Waarom niet", "Dat hoeft u niet te zeggen.", verplicht=False),
            regel("vervanger", "Wie komt in uw plaats", MEDEWERKER, verplicht=False),
        ),
        lambda bij: (BevestigKomst(UUID(een.waarde)) for een in _uitgenodigden(bij, alleen_eigen=True)),
        _beantwoord,
        "Er is hier geen uitnodiging die u kunt beantwoorden.",
    ),
    Handeling(
        "agendapunt",
        "Casussen op de agenda zetten",
        Recht.OVERLEG,
        Agendering,
        lambda bij: (
            welke(_wachtenden(bij), vooraf=_vooraf(bij), vrij=bij.overleg.vrije_plaatsen),
            kies("soort", "Waarvoor", [Keus(een, woord(een)) for een in sorted(PAST_OP[bij.uit.soort])]),
        ),
        lambda bij: (VoegAgendapuntToe(NIEMANDS, min(PAST_OP[bij.uit.soort])),),
        zet_allen_op_agenda,
    ),
    Handeling(
        "agendapunt-weg",
        "Een casus van de agenda halen",
        Recht.OVERLEG,
        Schrapping,
        lambda bij: (kies("agendapuntId", "Welke casus", _punten(bij)), tekst("reden", "Waarom")),
        lambda bij: (SchrapAgendapunt(punt.agendapunt_id, PROEF) for punt in bij.uit.agendapunten),
        lambda id_, invoer, toegang: haal_van_agenda(
            id_, invoer.agendapunt_id, RedenIn(reden=invoer.reden), toegang
        ),
        "Er staat niets op de agenda.",
    ),
    Handeling(
        "uitnodigen",
        "Mensen uitnodigen",
        Recht.OVERLEG,
        Uitnodigingen,
        lambda bij: (
            vink("genodigden", "Wie nodigt u uit", te_nodigen(bij.tafel)),
            kies(
                "agendapuntId",
                "Alleen voor één agendapunt",
                _punten(bij),
                "Een inwoner is er alleen bij het eigen agendapunt.",
                verplicht=False,
            ),
        ),
        lambda _: (NodigUitVoorOverleg(NIEMANDS, PROEF, Deelname.FLEXIBEL),),
        nodig_allen_uit,
    ),
    Handeling(
        "uitnodiging-intrekken",
        "Een uitnodiging intrekken",
        Recht.OVERLEG,
        Intrekking,
        lambda bij: (
            kies("uitnodigingId", "Welke uitnodiging", _uitgenodigden(bij)),
            tekst("reden", "Waarom"),
        ),
        lambda bij: (TrekUitnodigingIn(een.uitnodiging_id, PROEF) for een in bij.uit.uitnodigingen),
        lambda id_, invoer, toegang: trek_uitnodiging_in(
            id_, invoer.uitnodiging_id, RedenIn(reden=invoer.reden), toegang
        ),
        "Er is niemand uitgenodigd.",
    ),
    Handeling(
        "verzetten",
        "Het overleg verzetten",
        Recht.OVERLEG,
        VerzettingIn,
        lambda _: (
            moment("begint", "Naar wanneer", "Wie was uitgenodigd, antwoordt opnieuw."),
            tekst("reden", "Waarom"),
        ),
        lambda bij: (VerzetOverleg(bij.over_een_week, PROEF),),
        verzet_overleg,
    ),
    Handeling(
        "afzeggen",
        "Het overleg afzeggen",
        Recht.OVERLEG,
        RedenIn,
        lambda _: (tekst("reden", "Waarom", "Elke casus op de agenda wacht dan weer."),),
        lambda _: (ZegOverlegAf(PROEF),),
        zeg_overleg_af,
    ),
    Handeling(
        "verslag",
        "Het verslag vastleggen",
        Recht.OVERLEG,
        OverlegverslagIn,
        _verslag,
        lambda _: (HoudOverleg((Aanwezigheid("a", None, 1), Aanwezigheid("b", None, 1)), PROEF, ()),),
        houd_overleg,
    ),
)
