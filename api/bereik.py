"""How far each role reaches: which cases and consultaties, and what of them, as the table of rights has it.

The auditor gets no personal data without a purpose on record. Where a table discusses anonymously, only who has to
know a name sees names.
"""

from dataclasses import dataclass
from uuid import UUID

from api.rechten import GeenRecht, Recht, mag
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    BewaartermijnHerrekend,
    BewaartermijnVerlengd,
    Doorgegeven,
    DoorgifteBeantwoord,
    DoorgifteGevraagd,
    GeboortedatumVastgelegd,
    Getrieerd,
    GrondslagVastgelegd,
    InstemmingGegeven,
    InstemmingGeweigerd,
    SamenloopGeraadpleegd,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
    VerlengingVoorgesteld,
    VoorwaardeGesteld,
    VoorwaardeIngetrokken,
)
from domain.casus.omstandigheden import LOPEND
from domain.casus.state import Casus
from domain.consultatie.events import VraagAangevuld
from domain.consultatie.state import Consultatie
from domain.historie import Opgetekend
from domain.overleg.state import Uitnodiging
from domain.rollen import Medewerker, Rol
from domain.tafels import Tafel
from infra.inzage.regel import Inzagedoel
from infra.rechten import Bereik, Namens, Zicht, rechttabel
from infra.toekenning import Toekenning


class NietNamens(GeenRecht):
    """Somebody acts in the name of an organisation that is not the own one."""


_LEEST_INHOUD = frozenset({Recht.CASUS_LEZEN, Recht.TOESTEMMINGSSTAND})


def bereik_van(rol: Rol) -> Bereik:
    """Which cases of the own tables a role reaches."""
    return rechttabel().rollen[rol].bereik


def spreekt_voor_ieder(rol: Rol) -> bool:
    """Say whether somebody in this role records what any organisation says: the bureau of a table."""
    return rechttabel().rollen[rol].namens is Namens.IEDERE


@dataclass(frozen=True)
class Gebruiker:
    """Somebody at the door, and the tables that this person works for. No table named means none."""

    wie: Medewerker
    tafels: frozenset[str]
    inzagedoel: Inzagedoel | None = None
    """What this person put on record to look for, and now uses."""
    rechten: frozenset[Recht] | None = None
    """The rights of a system, out of those of its role; ``None`` is all of the role."""
    toekenning: UUID | None = None
    """The grant that this rests on; none for a token of the demo."""

    @classmethod
    def uit(cls, toekenning: Toekenning) -> "Gebruiker":
        """Somebody who works under a grant. A right that is not open to systems gives none, whatever was granted."""
        rechten, open_ = toekenning.rechten, rechttabel().van_systemen
        return cls(
            toekenning.wie,
            toekenning.tafels,
            rechten=None
            if rechten is None
            else frozenset(recht for code, recht in open_.items() if code in rechten),
            toekenning=toekenning.id,
        )

    def mag(self, recht: Recht) -> bool:
        """Say whether this person may something: the role has the right, and so has the grant."""
        return mag(self.wie.rol, recht) and (self.rechten is None or recht in self.rechten)

    def _ziet(self, zicht: Zicht) -> bool:
        return rechttabel().ziet(self.wie.rol, zicht)

    @property
    def ziet_persoonsgegevens(self) -> bool:
        """May read what a case is about; the auditor only for a purpose that is on record (WGS 1.8(4))."""
        met_doel = self.inzagedoel is not None and self._ziet(Zicht.INHOUD_MET_DOEL)
        return met_doel or self._ziet(Zicht.INHOUD)

    @property
    def ziet_afgeschermd(self) -> bool:
        """May see that a case is there whose data are shielded."""
        return self._ziet(Zicht.AFGESCHERMD)

    @property
    def ziet_bsn(self) -> bool:
        """May read burgerservicenummers."""
        return self._ziet(Zicht.BSN)

    @property
    def ziet_samenloop(self) -> bool:
        """May read whether other tables know somebody: for who screens and weighs.

        The auditor reads that it was asked.
        """
        return self._ziet(Zicht.SAMENLOOP)

    def ziet_namen(self, tafel: Tafel) -> bool:
        """May read who a case at this table is about; everybody else reads the roles of those people.

        At a table that hears roles, never names, still: who brought the case in, and who keeps its papers.
        """
        return not tafel.anoniem or self._ziet(Zicht.NAMEN_BIJ_ANONIEM)


VAN_DE_MELDING = (
    Aangemeld,
    GrondslagVastgelegd,
    Getrieerd,
    Doorgegeven,
    VerlengingVoorgesteld,
    BewaartermijnVerlengd,
    BewaartermijnHerrekend,
)


OVER_IEMAND = (ToestemmingGegeven, ToestemmingGeweigerd, ToestemmingIngetrokken, GeboortedatumVastgelegd)


def kent(gebruiker: Gebruiker, casus: Casus, persoon_id: UUID) -> bool:
    """Say whether somebody may know that this person is in a case within reach.

    A melder knows only whom the own organisation brought in.
    """
    return gebruiker.wie.rol is not Rol.MELDER or casus.bracht_in(gebruiker.wie.organisatie, persoon_id)


def leest(gebruiker: Gebruiker, feit: Opgetekend, *, casus: Casus, tafel: Tafel) -> bool:
    """Say whether somebody may read this fact of a case within reach, at its table.

    A melder sees what was reported and what became of it, not what others bring to the table afterwards, nor
    anything about the people whom others brought in. ``casus`` tells who brought in whom.
    """
    if isinstance(feit.gebeurtenis, GeboortedatumVastgelegd) and not gebruiker.ziet_namen(tafel):
        return False
    if isinstance(feit.gebeurtenis, SamenloopGeraadpleegd) and not gebruiker.ziet_samenloop:
        return False
    if gebruiker.wie.rol is not Rol.MELDER:
        return True
    match feit.gebeurtenis:
        case (
            AanmeldingAangevuld()
            | InstemmingGegeven()
            | InstemmingGeweigerd()
            | VoorwaardeGesteld()
            | VoorwaardeIngetrokken()
            | DoorgifteGevraagd()
            | DoorgifteBeantwoord() as van_iemand
        ):
            return van_iemand.organisatie == gebruiker.wie.organisatie
        case gebeurtenis if isinstance(gebeurtenis, OVER_IEMAND):
            return kent(gebruiker, casus, gebeurtenis.persoon_id)
        case gebeurtenis:
            return isinstance(gebeurtenis, VAN_DE_MELDING)


def leest_aanvulling(gebruiker: Gebruiker, feit: object) -> bool:
    """Say whether somebody may read what this fact brings to a consultatie within reach.

    To a melder, what another organisation added to the question is not there.
    """
    van_een_ander = isinstance(feit, VraagAangevuld) and feit.organisatie != gebruiker.wie.organisatie
    return gebruiker.wie.rol is not Rol.MELDER or not van_een_ander


def bereikt(gebruiker: Gebruiker, casus: Casus, recht: Recht) -> bool:
    """Say whether this case is within reach of this person for this right."""
    if casus.tafel not in gebruiker.tafels or not _voorbij_afscherming(gebruiker, casus, recht):
        return False
    wie = gebruiker.wie
    match bereik_van(wie.rol):
        case Bereik.TAFEL:
            return True
        case Bereik.ORGANISATIE:
            return casus.organisatie == wie.organisatie
        case Bereik.REGIE:
            return casus.casusregisseur is not None and casus.casusregisseur.medewerker == wie.id
        case Bereik.DEELNAME:
            return casus.fase in LOPEND and any(mens.medewerker == wie.id for mens in casus.deelnemers)
        case Bereik.GEEN:
            return False


def bereikt_consultatie(gebruiker: Gebruiker, consultatie: Consultatie) -> bool:
    """Say whether this consultatie is within reach of this person."""
    if consultatie.tafel not in gebruiker.tafels:
        return False
    match bereik_van(gebruiker.wie.rol):
        case Bereik.TAFEL:
            return True
        case Bereik.ORGANISATIE:
            return consultatie.organisatie == gebruiker.wie.organisatie
        case Bereik.REGIE | Bereik.DEELNAME | Bereik.GEEN:
            return False


def mag_antwoorden(gebruiker: Gebruiker, uitnodiging: Uitnodiging | None) -> bool:
    """Say whether this person may answer an invitation: the bureau any, who sits at the table the own one.

    An invitation that names nobody is for whoever of that organisation sits at the table.
    """
    if spreekt_voor_ieder(gebruiker.wie.rol):
        return True
    if uitnodiging is None:
        return False
    wie = uitnodiging.verstuurd
    van_de_organisatie = wie.medewerker is None and wie.genodigde == gebruiker.wie.organisatie
    aan_tafel = bereik_van(gebruiker.wie.rol) is Bereik.TAFEL
    return wie.medewerker == gebruiker.wie.id or (aan_tafel and van_de_organisatie)


def _voorbij_afscherming(gebruiker: Gebruiker, casus: Casus, recht: Recht) -> bool:
    """Say whether shielding stops this. Closing again, and agreeing to an extension, answer no content.

    A casus that is restricted as a whole is read by as few; a command on it gets the sentence that says so.
    """
    if recht in _LEEST_INHOUD and any(een.persoon_id is None for een in casus.beperkingen):
        return gebruiker.ziet_afgeschermd
    zonder_inhoud = recht in {Recht.AFSLUITEN, Recht.INSTEMMEN}
    return not casus.afgeschermd or gebruiker.ziet_afgeschermd or zonder_inhoud


@dataclass(frozen=True)
class Beperking:
    """What a list is narrowed to; ``None`` does not narrow."""

    organisatie: str | None = None
    casusregisseur: str | None = None
    deelnemer: str | None = None


def beperking(gebruiker: Gebruiker) -> Beperking:
    """The reach of a role, as a filter on a list.

    Raises:
        GeenRecht: this role reaches no case.
    """
    wie = gebruiker.wie
    match bereik_van(wie.rol):
        case Bereik.TAFEL:
            return Beperking()
        case Bereik.ORGANISATIE:
            return Beperking(organisatie=wie.organisatie)
        case Bereik.REGIE:
            return Beperking(casusregisseur=wie.id)
        case Bereik.DEELNAME:
            return Beperking(deelnemer=wie.id)
        case Bereik.GEEN:
            raise GeenRecht


def namens(gebruiker: Gebruiker, organisatie: str | None) -> str:
    """The organisation in whose name something comes in: the own one, or for the bureau of a table another's.

    Raises:
        NietNamens: somebody else than the bureau names another organisation.
    """
    if organisatie is None or organisatie == gebruiker.wie.organisatie:
        return gebruiker.wie.organisatie
    if bereik_van(gebruiker.wie.rol) is not Bereik.TAFEL:
        raise NietNamens
    return organisatie


def instemmer(gebruiker: Gebruiker, organisatie: str | None) -> str:
    """The organisation that answers on an extension: the own one; the bureau records the answer of any.

    Raises:
        NietNamens: somebody else than the bureau names another organisation.
    """
    if not spreekt_voor_ieder(gebruiker.wie.rol) and organisatie not in {None, gebruiker.wie.organisatie}:
        raise NietNamens
    return organisatie or gebruiker.wie.organisatie
