"""What the types of a definition cannot say, and is refused before a single case is decided on it."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from domain.casus.compleetheid import MINSTE_LEEFGEBIEDEN
from domain.privacyprotocol import (
    Afloop,
    Anker,
    Bewaarregel,
    Grondregel,
    Privacyprotocol,
    Termijnkeuze,
    Verlenging,
)
from domain.tafels import (
    TAFEL,
    Bron,
    Gekozen,
    Huisstijl,
    Leeftijd,
    Leeftijdsband,
    Niveau,
    Onderbrenging,
    Overlegritme,
    Regio,
    Ritme,
    Stap,
    Stuk,
    Tafel,
    Toestemmingsdoel,
    Toets,
    Vergoeding,
)
from domain.verzoek.regels import Maandtermijn
from infra.huisstijl import keur_huisstijl
from infra.lezer import Meld, eis_bekend, eis_tussen
from infra.vindplaatsen import Pad

_MEESTE_JAREN, _MEESTE_MAANDEN, _MEESTE_DAGEN, _MEESTE_BEDENKTIJD = 100, 1_200, 36_525, 365
OUDST = 130
"""In years; who a source calls "0-100" or "alle leeftijden" is from 0 to here."""
_MEESTE_PLAATSEN, _MEESTE_MINUTEN = 100, 24 * 60
_JAREN = (2000, 2199)
_REGIOCODE = re.compile(r"[a-z][a-z0-9-]{0,63}")


@dataclass(frozen=True)
class Keuring:
    """The checks, with what references may point at."""

    documenten: Collection[str] = ()
    regimes: Collection[str] = ()
    kenmerken: Collection[str] = ()
    scenarios: Collection[str] = field(default=())

    def __call__(self, deel: object, pad: Pad, meld: Meld) -> None:  # noqa: C901, PLR0912 one branch for each part
        """Refuse what cannot be; see ``Keur``."""
        match deel:
            case Bron():
                wat = "a document of bronnen.toml"
                eis_bekend(deel.document, self.documenten, (*pad, "document"), wat, meld=meld)
            case Ritme():
                eis_tussen(deel.weekdag, 0, 6, (*pad, "weekdag"), meld=meld)
                eis_tussen(deel.weken, 1, 52, (*pad, "weken"), meld=meld)
            case Overlegritme():
                eis_tussen(deel.plaatsen, 1, _MEESTE_PLAATSEN, (*pad, "plaatsen"), meld=meld)
                eis_tussen(deel.minuten, 1, _MEESTE_MINUTEN, (*pad, "minuten"), meld=meld)
            case Leeftijd() | Leeftijdsband():
                eis_tussen(deel.van, 0, OUDST - 1, (*pad, "van"), meld=meld)
                eis_tussen(deel.tot, deel.van + 1, OUDST, (*pad, "tot"), meld=meld)
            case Toets():
                wat = "a kenmerk of kenmerken.toml or of this file"
                eis_bekend(deel.kenmerk, self.kenmerken, (*pad, "kenmerk"), wat, meld=meld)
            case Onderbrenging():
                wat = "a scenario of this region"
                eis_bekend(deel.scenario, self.scenarios, (*pad, "scenario"), wat, meld=meld)
            case Vergoeding():
                eis_tussen(deel.jaar, *_JAREN, (*pad, "jaar"), meld=meld)
                eis_tussen(deel.eurocent_per_uur, 1, 10_000_000, (*pad, "eurocent_per_uur"), meld=meld)
            case Maandtermijn():
                eis_tussen(deel.maanden, 1, _MEESTE_JAREN * 12, (*pad, "maanden"), meld=meld)
            case Bewaarregel():
                self._bewaarregel(deel, pad, meld)
            case Grondregel():
                eis_tussen(deel.binnen_maanden, 0, _MEESTE_MAANDEN, (*pad, "binnen_maanden"), meld=meld)
                self._document(deel.bron, (*pad, "bron"), meld)
            case Verlenging():
                _verlenging(deel, pad, meld)
            case Privacyprotocol():
                _protocol(deel, pad, meld)
            case Huisstijl():
                keur_huisstijl(deel, pad, meld=meld)
            case Regio():
                _regio(deel, pad, meld)
            case Tafel():
                self._tafel(deel, pad, meld)
            case _:
                pass

    def _bewaarregel(self, regel: Bewaarregel, pad: Pad, meld: Meld) -> None:
        eis_tussen(regel.jaren, 0, _MEESTE_JAREN, (*pad, "jaren"), meld=meld)
        eis_tussen(regel.maanden, 0, _MEESTE_MAANDEN, (*pad, "maanden"), meld=meld)
        eis_tussen(regel.dagen, 0, _MEESTE_DAGEN, (*pad, "dagen"), meld=meld)
        eis_tussen(regel.bedenktijd_dagen, 0, _MEESTE_BEDENKTIJD, (*pad, "bedenktijd_dagen"), meld=meld)
        self._document(regel.bron, (*pad, "bron"), meld)

    def _document(self, bron: str, pad: Pad, meld: Meld) -> None:
        eis_bekend(bron.split(maxsplit=1)[0], self.documenten, pad, "a document of bronnen.toml", meld=meld)

    def _tafel(self, tafel: Tafel, pad: Pad, meld: Meld) -> None:
        regime = "a regime that has a privacyprotocol"
        eis_bekend(tafel.regime, self.regimes, (*pad, "regime"), regime, meld=meld)
        for veld, keuzes in (
            ("gemeenten", tafel.gemeenten),
            ("aanmelders", tafel.aanmelders),
            ("leeftijden", tafel.leeftijden),
            ("criteria", tafel.criteria),
        ):
            if not keuzes:
                raise meld((*pad, veld), "must not be empty: no case could ever come to this table")
        for nummer, criterium in enumerate(tafel.criteria):
            if not criterium.toetst:
                reden = "must not be empty: nothing would tell whether a situation meets it"
                raise meld((*pad, "criteria", nummer, "toetst"), reden)
        for nummer, uitsluiting in enumerate(tafel.uitsluitingen):
            if not uitsluiting.toetst:
                raise meld(
                    (*pad, "uitsluitingen", nummer, "toetst"), "must not be empty: it would shut all out"
                )
        _stukken(tafel, pad, meld)
        _toestemming(tafel, pad, meld)
        _niveaus(tafel.opschalen, (*pad, "opschalen"), meld)
        for nummer, niveau in enumerate(tafel.afschalen):
            if niveau.vanaf != TAFEL:
                raise meld(
                    (*pad, "afschalen", nummer, "vanaf"), f"must be {TAFEL!r}: the case leaves the table"
                )


def _stukken(tafel: Tafel, pad: Pad, meld: Meld) -> None:
    """Refuse a table that asks for what it gives nobody to choose from."""
    if Stuk.AANPAK in tafel.vraagt and not tafel.aanpakken:
        raise meld((*pad, "aanpakken"), "must not be empty: the table asks for one")
    if Stuk.LEEFGEBIEDEN in tafel.vraagt and len(tafel.leefgebieden) < MINSTE_LEEFGEBIEDEN:
        raise meld((*pad, "leefgebieden"), f"must be at least {MINSTE_LEEFGEBIEDEN}: the table asks for them")
    if (Stuk.GRONDSLAG in tafel.vraagt) != bool(tafel.grondslagen):
        raise meld((*pad, "grondslagen"), "must be there where the table asks for one, and only there")
    vraagt = any(Stap.BESPREKEN in doel.nodig_voor for doel in tafel.toestemming)
    if (Stuk.TOESTEMMING in tafel.vraagt) != vraagt:
        reden = "must have a doel that is nodig_voor 'bespreken' where the table asks for it, and only there"
        raise meld((*pad, "toestemming"), reden)


def _toestemming(tafel: Tafel, pad: Pad, meld: Meld) -> None:
    geheim = [doel.code for doel in tafel.toestemming if Stap.BEROEPSGEHEIM in doel.nodig_voor]
    wat = "a doel of toestemming that is nodig_voor 'beroepsgeheim'"
    eis_bekend(tafel.beroepsgeheim, geheim, (*pad, "beroepsgeheim"), wat, meld=meld)
    for nummer, doel in enumerate(tafel.toestemming):
        if not doel.nodig_voor:
            raise meld(
                (*pad, "toestemming", nummer, "nodig_voor"), "must not be empty: it would stop nothing"
            )


def _niveaus(niveaus: Collection[Niveau], pad: Pad, meld: Meld) -> None:
    """Refuse an edge from a level that no edge leads to."""
    bereikt = [TAFEL]
    for nummer, niveau in enumerate(niveaus):
        if niveau.vanaf not in bereikt:
            reden = (
                f"{niveau.vanaf!r} is no level that an earlier line leads to; known are: {', '.join(bereikt)}"
            )
            raise meld((*pad, nummer, "vanaf"), reden)
        if niveau.code == TAFEL:
            raise meld((*pad, nummer, "code"), f"{TAFEL!r} is the table itself")
        bereikt.append(niveau.code)


def keur_banden(doel_of_regel: Toestemmingsdoel | Collection[Leeftijdsband], pad: Pad, meld: Meld) -> None:
    """Refuse bands that leave a gap or overlap."""
    banden = doel_of_regel.banden if isinstance(doel_of_regel, Toestemmingsdoel) else doel_of_regel
    verwacht = 0
    for nummer, band in enumerate(banden):
        if band.van != verwacht:
            raise meld((*pad, nummer, "van"), f"must be {verwacht}: the bands join without a gap")
        verwacht = band.tot
    if verwacht != OUDST:
        raise meld(pad, f"must end at {OUDST}: everybody falls in a band")


def _regio(regio: Regio, pad: Pad, meld: Meld) -> None:
    if not regio.gemeenten:
        raise meld((*pad, "gemeenten"), "must not be empty: no case could ever come from this region")
    gekozen = [scenario.code for scenario in regio.scenarios if scenario.gekozen is Gekozen.JA]
    if len(gekozen) != min(1, len(regio.scenarios)):
        raise meld((*pad, "scenarios"), "must have exactly one that is gekozen, or none at all")
    for nummer, scenario in enumerate(regio.scenarios):
        if len(scenario.loket) > 1:
            raise meld((*pad, "scenarios", nummer, "loket"), "must hold one loket at most")
    if len(regio.huisstijl) > 1:
        raise meld((*pad, "huisstijl"), "must hold one huisstijl at most")
    if not _REGIOCODE.fullmatch(regio.code):
        raise meld(
            (*pad, "code"), "must be lower-case letters, digits and hyphens: addresses and styles name it"
        )


_PLAFOND = (Anker.EERSTE_VERWERKING, Anker.LAATSTE_VERWERKING)
_VAN_AFLOOP = {
    Anker.AFWIJZING: frozenset(Afloop) - {Afloop.AFGESLOTEN},
    Anker.AFSLUITING: {Afloop.AFGESLOTEN},
}
"""Some anchors come with some endings only; the others come with each."""


def _protocol(protocol: Privacyprotocol, pad: Pad, meld: Meld) -> None:
    _eis_anker(protocol.plafond, _PLAFOND, (*pad, "plafond"), meld)
    if len(protocol.verlengingen) > 1:
        raise meld((*pad, "verlengingen"), "must hold one at most")
    codes = [protocol.plafond.code]
    for nummer, regel in enumerate(protocol.regels):
        _eis_anker(regel, (*_PLAFOND, *_VAN_AFLOOP), (*pad, "regels", nummer), meld)
        if regel.code in codes:
            raise meld((*pad, "regels", nummer, "code"), f"{regel.code!r} is there twice")
        codes.append(regel.code)
    for nummer, verlenging in enumerate(protocol.verlengingen):
        if verlenging.regel.code in codes:
            plek = (*pad, "verlengingen", nummer, "regel", "code")
            raise meld(plek, f"{verlenging.regel.code!r} is there twice")
    aflopen = [keuze.afloop for keuze in protocol.termijnen]
    for nummer, keuze in enumerate(protocol.termijnen):
        if keuze.afloop in aflopen[:nummer]:
            raise meld((*pad, "termijnen", nummer, "afloop"), f"{keuze.afloop.value!r} is there twice")
        _termijn(keuze, protocol, (*pad, "termijnen", nummer, "regel"), meld)


def _termijn(keuze: Termijnkeuze, protocol: Privacyprotocol, pad: Pad, meld: Meld) -> None:
    eis_bekend(keuze.regel, [regel.code for regel in protocol.regels], pad, "a rule of this file", meld=meld)
    anker = protocol.regel(keuze.regel).anker
    if keuze.afloop not in _VAN_AFLOOP.get(anker, frozenset(Afloop)):
        raise meld(pad, f"runs from {anker}, which a casus that ended so does not have")


def _verlenging(verlenging: Verlenging, pad: Pad, meld: Meld) -> None:
    _eis_anker(verlenging.regel, (Anker.EINDE_TERMIJN,), (*pad, "regel"), meld)
    eis_tussen(verlenging.vroegst_maanden, 1, _MEESTE_MAANDEN, (*pad, "vroegst_maanden"), meld=meld)
    gronden = [regel.grond for regel in verlenging.gronden]
    if not gronden or len(set(gronden)) != len(gronden):
        raise meld((*pad, "gronden"), "must hold each ground once, and one at least")


def _eis_anker(regel: Bewaarregel, ankers: Collection[Anker], pad: Pad, meld: Meld) -> None:
    # The domain counts each kind of term from its own moments, whatever the file would say.
    if regel.anker not in ankers:
        raise meld((*pad, "anker"), f"this term runs from {' or '.join(ankers)}, not from {regel.anker}")
