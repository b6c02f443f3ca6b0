"""What the types of a definition cannot say, and is refused before a single case is decided on it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from domain.casus.compleetheid import MINSTE_LEEFGEBIEDEN
from domain.privacyprotocol import Anker, Bewaarregel, Privacyprotocol
from domain.tafels import (
    TAFEL,
    Bron,
    Gekozen,
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
from infra.lezer import Meld, eis_bekend, eis_tussen
from infra.vindplaatsen import Pad

_MEESTE_JAREN, _MEESTE_DAGEN = 100, 36_525
OUDST = 130
"""In years; who a source calls "0-100" or "alle leeftijden" is from 0 to here."""
_MEESTE_PLAATSEN, _MEESTE_MINUTEN = 100, 24 * 60
_JAREN = (2000, 2199)


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
            case Privacyprotocol():
                _protocol(deel, pad, meld)
            case Regio():
                _regio(deel, pad, meld)
            case Tafel():
                self._tafel(deel, pad, meld)
            case _:
                pass

    def _bewaarregel(self, regel: Bewaarregel, pad: Pad, meld: Meld) -> None:
        eis_tussen(regel.jaren, 0, _MEESTE_JAREN, (*pad, "jaren"), meld=meld)
        eis_tussen(regel.dagen, 0, _MEESTE_DAGEN, (*pad, "dagen"), meld=meld)
        document = regel.bron.split()[0]
        eis_bekend(document, self.documenten, (*pad, "bron"), "a document of bronnen.toml", meld=meld)

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


def _protocol(protocol: Privacyprotocol, pad: Pad, meld: Meld) -> None:
    # The domain counts each of the two from its own moment, whatever the file would say.
    for veld, regel, anker in (
        ("plafond", protocol.plafond, Anker.EERSTE_VERWERKING),
        ("na_afwijzing", protocol.na_afwijzing, Anker.AFWIJZING),
    ):
        if regel.anker is not anker:
            raise meld((*pad, veld, "anker"), f"this term runs from {anker}, not from {regel.anker}")
    if protocol.plafond.code == protocol.na_afwijzing.code:
        raise meld((*pad, "na_afwijzing", "code"), f"{protocol.plafond.code!r} is there twice")
