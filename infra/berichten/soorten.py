"""What is told of a fact, and to whom: to systems of organisations by webhook, to people at work by mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    ActieAfgerond,
    ActieToegewezen,
    ActieVervallen,
    AdviesUitgebracht,
    Afgeschaald,
    BijdrageVernietigd,
    DeelnemerToegevoegd,
    Doorgegeven,
    Getrieerd,
    Heropend,
    ICOAfgezegd,
    ICOGehouden,
    ICOGepland,
    ICOVerzet,
    OpAgendaGezet,
    Opgeschaald,
    PlanVastgesteld,
    Teruggeschaald,
    VoorlopigAfgesloten,
    VoortgangVastgelegd,
)
from domain.casus.evolve import vouw
from domain.casus.omstandigheden import LOPEND
from domain.casus.state import Casus, Fase
from domain.consultatie.events import AdviesGegeven, ConsultatieGesloten, OmgezetInAanmelding, VraagGesteld
from domain.consultatie.state import Consultatie
from domain.historie import Opgetekend, van_casus, van_overleg
from domain.overleg.events import (
    OverlegAfgezegd,
    OverlegVerzet,
    UitnodigingIngetrokken,
    UitnodigingVerstuurd,
)
from domain.overleg.state import Overleg, vouw_overleg
from domain.tafels import Deelname


class Kanaal(StrEnum):
    """How a message goes out."""

    WEBHOOK = "webhook"
    MAIL = "mail"


class Stand(StrEnum):
    """How it stands with a delivery."""

    WACHT = "wacht"
    VERZONDEN = "verzonden"
    DOOD = "dood"
    VERVALLEN = "vervallen"


class Mailsoort(StrEnum):
    """What a mail is about."""

    VRAAG_ONTVANGEN = "mail.vraag-ontvangen"
    VRAAG_BEANTWOORD = "mail.vraag-beantwoord"
    UITKOMST = "mail.uitkomst"
    UITNODIGING = "mail.uitnodiging"
    AFZEGGING = "mail.afzegging"
    HERINNERING = "mail.herinnering"


WEBHOOKSOORTEN: Mapping[type, str] = {
    Aangemeld: "casus.aangemeld",
    AanmeldingAangevuld: "casus.aangevuld",
    Getrieerd: "casus.getrieerd",
    Doorgegeven: "casus.doorgegeven",
    DeelnemerToegevoegd: "casus.deelnemer-toegevoegd",
    ICOGepland: "casus.ico-gepland",
    ICOVerzet: "casus.ico-verzet",
    ICOAfgezegd: "casus.ico-afgezegd",
    ICOGehouden: "casus.ico-gehouden",
    AdviesUitgebracht: "casus.geadviseerd",
    PlanVastgesteld: "casus.plan-vastgesteld",
    ActieToegewezen: "casus.actie-toegewezen",
    ActieAfgerond: "casus.actie-afgerond",
    ActieVervallen: "casus.actie-vervallen",
    VoortgangVastgelegd: "casus.voortgang-vastgelegd",
    OpAgendaGezet: "casus.op-agenda-gezet",
    Opgeschaald: "casus.opgeschaald",
    Teruggeschaald: "casus.teruggeschaald",
    Afgeschaald: "casus.afgeschaald",
    VoorlopigAfgesloten: "casus.voorlopig-afgesloten",
    Heropend: "casus.heropend",
    AdviesGegeven: "consultatie.beantwoord",
    OmgezetInAanmelding: "consultatie.omgezet",
    ConsultatieGesloten: "consultatie.gesloten",
}
"""What a webhook tells of, by the fact that it follows from. That a casus was closed is not among it: from then on
nobody outside the table may read it, so there is nothing that a link would lead to."""

VAN_DE_MELDING = frozenset({"casus.aangemeld", "casus.getrieerd", "casus.doorgegeven"})
"""What whoever brought a casus in may know of it without taking part."""

_MAIL = (
    *(VraagGesteld, AdviesGegeven, Getrieerd, ICOGepland, ICOVerzet, ICOAfgezegd),
    *(UitnodigingVerstuurd, UitnodigingIngetrokken, OverlegVerzet, OverlegAfgezegd),
)
NEEMT: frozenset[type] = frozenset({*WEBHOOKSOORTEN, *_MAIL, BijdrageVernietigd})
"""The facts of which something follows."""


def alleen_zichtbaar(casus: Casus) -> bool:
    """Say whether anybody outside the bureau may know of this casus now: it is there, not shielded, not restricted."""
    beperkt = any(een.persoon_id is None for een in casus.beperkingen)
    return casus.fase is not Fase.GEEN and not casus.afgeschermd and not beperkt


def weet_van(casus: Casus, organisatie: str, soort: str) -> bool:
    """Say whether an organisation may know this of a casus now: of its own melding, or because it takes part."""
    if not alleen_zichtbaar(casus):
        return False
    if casus.organisatie == organisatie and soort in VAN_DE_MELDING:
        return True
    regie = {een.organisatie for een in (casus.procesregisseur, casus.casusregisseur) if een is not None}
    deelname = regie | {een.organisatie for een in casus.deelnemers}
    return casus.fase in LOPEND and organisatie in deelname


def weet_van_consultatie(consultatie: Consultatie, organisatie: str) -> bool:
    """Say whether an organisation may know of a consultatie: of its own question."""
    return bool(organisatie) and consultatie.organisatie == organisatie


@dataclass(frozen=True)
class Geadresseerde:
    """Somebody at work, or without ``medewerker`` an organisation."""

    organisatie: str
    medewerker: str | None = None


@dataclass(frozen=True)
class Mail:
    """What is mailed of a fact, to whom. ``betreft`` is the ICO or the invitation that it is about, if any."""

    soort: Mailsoort
    aan: tuple[Geadresseerde, ...]
    betreft: UUID | None = None


def te_mailen(historie: Sequence[Opgetekend]) -> Mail | None:  # noqa: PLR0911 one branch for each kind of mail
    """What is mailed of the last fact of this history, if anything."""
    match historie[-1].gebeurtenis:
        case VraagGesteld(organisatie=organisatie):
            return Mail(Mailsoort.VRAAG_ONTVANGEN, (_inbrenger(historie[0], organisatie),))
        case AdviesGegeven():
            return Mail(Mailsoort.VRAAG_BEANTWOORD, _vrager(historie[0]))
        case Getrieerd():
            casus = vouw(van_casus(historie))
            return Mail(Mailsoort.UITKOMST, (_inbrenger(historie[0], casus.organisatie),))
        case ICOGepland(ico_id=ico_id) | ICOVerzet(ico_id=ico_id):
            return Mail(Mailsoort.UITNODIGING, genodigden_van(vouw(van_casus(historie)), ico_id), ico_id)
        case ICOAfgezegd(ico_id=ico_id):
            return Mail(Mailsoort.AFZEGGING, genodigden_van(vouw(van_casus(historie)), ico_id), ico_id)
        case UitnodigingVerstuurd(uitnodiging_id=id_) as uitnodiging:
            return Mail(Mailsoort.UITNODIGING, _per_mail([uitnodiging]), id_)
        case UitnodigingIngetrokken(uitnodiging_id=id_):
            return Mail(Mailsoort.AFZEGGING, _genodigde(vouw_overleg(van_overleg(historie)), id_), id_)
        case OverlegVerzet():
            return Mail(Mailsoort.UITNODIGING, _alle_genodigden(vouw_overleg(van_overleg(historie))))
        case OverlegAfgezegd():
            return Mail(Mailsoort.AFZEGGING, _alle_genodigden(vouw_overleg(van_overleg(historie))))
        case _:
            return None


def genodigden_van(casus: Casus, ico_id: UUID) -> tuple[Geadresseerde, ...]:
    """The organisations invited to an ICO."""
    ico = casus.ico(ico_id)
    organisaties = () if ico is None else (een.organisatie for een in ico.gepland.genodigden)
    return tuple(Geadresseerde(organisatie) for organisatie in dict.fromkeys(organisaties))


def _inbrenger(eerste: Opgetekend, organisatie: str) -> Geadresseerde:
    """Who brought something in; where the bureau did that in the name of another organisation, that organisation."""
    zelf = eerste.envelop.organisatie == organisatie
    return Geadresseerde(organisatie, eerste.envelop.wie if zelf else None)


def _vrager(eerste: Opgetekend) -> tuple[Geadresseerde, ...]:
    vraag = eerste.gebeurtenis
    return (_inbrenger(eerste, vraag.organisatie),) if isinstance(vraag, VraagGesteld) else ()


def _genodigde(overleg: Overleg, uitnodiging_id: UUID) -> tuple[Geadresseerde, ...]:
    uitnodiging = overleg.uitnodiging(uitnodiging_id)
    return () if uitnodiging is None else _per_mail([uitnodiging.verstuurd])


def _alle_genodigden(overleg: Overleg) -> tuple[Geadresseerde, ...]:
    return _per_mail([een.verstuurd for een in overleg.geldige_uitnodigingen])


def _per_mail(uitnodigingen: Sequence[UitnodigingVerstuurd]) -> tuple[Geadresseerde, ...]:
    """Those at work: an inwoner is invited by somebody who speaks with them, and never by mail from here."""
    wie = (
        Geadresseerde(een.genodigde, een.medewerker)
        for een in uitnodigingen
        if een.deelname is not Deelname.INWONER
    )
    return tuple(dict.fromkeys(wie))
