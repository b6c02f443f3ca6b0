"""From what is known of a situation to the tables: which fit and why, what is still missing, which do not and why.

Every table of the region is in the answer, always: what is not said is unknown, and only what is known can speak
against a table. So one more fact may move a table, but never without a reason that stands there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.tafels import (
    Antwoord,
    Bron,
    Criterium,
    Kenmerk,
    Leeftijd,
    Loket,
    Ongeboren,
    Regel,
    Regio,
    Scenario,
    Tafel,
    Toets,
    Uitsluiting,
    Voorwaarde,
    Zekerheid,
)
from domain.wegwijzer.situatie import ANDERS, CRISIS, ONGEBOREN, Situatie
from domain.weigering import Weigering


class Passend(StrEnum):
    """How a table answers to a situation."""

    PAST = "past"
    MOGELIJK = "past-mogelijk"
    NIET = "past-niet"


class Wat(StrEnum):
    """What has to happen with something that is still missing."""

    NAVRAGEN = "navragen"
    DOEN = "doen"


@dataclass(frozen=True)
class Reden:
    """Why a table fits or does not, with the place where that stands."""

    code: str
    tekst: str
    bron: Bron


@dataclass(frozen=True)
class Nog:
    """What is still missing: something to ask, or something to do first. ``kenmerk`` is the question, if it is one."""

    wat: Wat
    code: str
    tekst: str
    kenmerk: str | None
    bron: Bron


@dataclass(frozen=True)
class Tafeladvies:
    """What a table says to this situation. ``via`` is there where who asks cannot register it."""

    tafel: Tafel
    passend: Passend
    voor: tuple[Reden, ...]
    nog: tuple[Nog, ...]
    tegen: tuple[Reden, ...]
    via: Reden | None
    bij: Reden | None


@dataclass(frozen=True)
class Wegwijzing:
    """The answer: the tables in order, the one entry in front of them, if any, and the route of a crisis.

    ``eerst`` is what to ask before anything else: whether it is a crisis, as long as nobody said so.
    """

    crisis: Regel | None
    eerst: Nog | None
    scenario: Scenario | None
    loket: Loket | None
    tafels: tuple[Tafeladvies, ...]

    @property
    def passend(self) -> tuple[Tafeladvies, ...]:
        """The tables that fit or may fit, best first."""
        return tuple(advies for advies in self.tafels if advies.passend is not Passend.NIET)

    @property
    def niet_passend(self) -> tuple[Tafeladvies, ...]:
        """The tables that do not fit."""
        return tuple(advies for advies in self.tafels if advies.passend is Passend.NIET)


def wijs_de_weg(
    situatie: Situatie, *, regio: Regio, tafels: Sequence[Tafel], kenmerken: Mapping[str, Kenmerk]
) -> Wegwijzing:
    """Say which of the tables of the region fit.

    ``tafels`` are those of this region in the order in which the region wants them shown; ``kenmerken`` gives the
    question to each code.

    Raises:
        Weigering: something in the situation is unknown to the region, or contradicts itself.
    """
    bekend = situatie.bekend()
    _eis_bekend(situatie, bekend, regio, kenmerken)
    scenario = _scenario(situatie, regio)
    crisis = regio.crisisroute if bekend.get(CRISIS) is Antwoord.JA else None
    adviezen = [_Weging(situatie, bekend, kenmerken, scenario, crisis).weeg(tafel) for tafel in tafels]
    return Wegwijzing(
        crisis=crisis,
        eerst=None if CRISIS in bekend else _eerst(regio, kenmerken),
        scenario=scenario,
        loket=scenario.loket[0] if scenario is not None and scenario.loket else None,
        tafels=tuple(sorted(adviezen, key=lambda advies: _rang(advies, bekend))),
    )


def _eerst(regio: Regio, kenmerken: Mapping[str, Kenmerk]) -> Nog | None:
    vraag = kenmerken.get(CRISIS)
    return (
        Nog(Wat.NAVRAGEN, CRISIS, vraag.vraag, CRISIS, regio.crisisroute.bron) if vraag is not None else None
    )


def _rang(advies: Tafeladvies, bekend: Mapping[str, Antwoord]) -> tuple[int, ...]:
    """The order in which tables are shown.

    Fitting first; of those, where who asks may register; then what is known that speaks for the table, as a source
    says it and then as we chose it; then what asks least; then the region's own order.
    """
    van_bron = sum(reden.bron.zekerheid is Zekerheid.BRON for reden in advies.voor)
    return (
        list(Passend).index(advies.passend),
        advies.via is not None,
        -_aanwijzingen(advies.tafel, bekend, van_bron=True),
        -_aanwijzingen(advies.tafel, bekend, van_bron=False),
        -van_bron,
        len(advies.nog),
    )


def _aanwijzingen(tafel: Tafel, bekend: Mapping[str, Antwoord], *, van_bron: bool) -> int:
    """How many answers the criteria of this table were looking for."""
    return len(
        {
            toets.kenmerk
            for criterium in tafel.criteria
            if (criterium.bron.zekerheid is Zekerheid.BRON) is van_bron
            for toets in criterium.toetst
            if bekend.get(toets.kenmerk) is toets.antwoord
        }
    )


def _scenario(situatie: Situatie, regio: Regio) -> Scenario | None:
    if situatie.scenario is None:
        return regio.scenario
    for scenario in regio.scenarios:
        if scenario.code == situatie.scenario:
            return scenario
    raise Weigering(f"De regio {regio.naam} kent dit scenario niet.")


def _eis_bekend(
    situatie: Situatie, bekend: Mapping[str, Antwoord], regio: Regio, kenmerken: Mapping[str, Kenmerk]
) -> None:
    vreemd = sorted(set(bekend) - set(kenmerken))
    if vreemd:
        raise Weigering(f"Dit is geen vraag van de wegwijzer: {', '.join(vreemd)}.")
    if situatie.gemeente is not None and situatie.gemeente not in {keuze.code for keuze in regio.gemeenten}:
        raise Weigering(f"Deze gemeente hoort niet bij de regio {regio.naam}.")
    vragers = {keuze.code for keuze in regio.organisaties} | {ANDERS}
    if situatie.vrager is not None and situatie.vrager not in vragers:
        raise Weigering(f"Deze vrager is niet bekend in deze regio. Kies een organisatie, of '{ANDERS}'.")
    leefgebieden = {keuze.code for keuze in regio.leefgebieden}
    if situatie.leefgebieden is not None and not situatie.leefgebieden <= leefgebieden:
        raise Weigering("Een van de leefgebieden is niet bekend in deze regio.")


@dataclass(frozen=True)
class _Weging:
    """One situation, held against one table after another."""

    situatie: Situatie
    bekend: Mapping[str, Antwoord]
    kenmerken: Mapping[str, Kenmerk]
    scenario: Scenario | None
    crisis: Regel | None

    def weeg(self, tafel: Tafel) -> Tafeladvies:
        advies = Tafeladvies(
            tafel=tafel,
            passend=Passend.MOGELIJK,
            voor=(),
            nog=(),
            tegen=(),
            via=self._via(tafel),
            bij=self._bij(tafel),
        )
        if self.crisis is not None:
            tegen = Reden(CRISIS, self.crisis.tekst, self.crisis.bron)
            return replace(advies, passend=Passend.NIET, tegen=(tegen,))
        for stap in (self._gemeente, self._leeftijd, self._uitsluitingen, self._criteria, self._voorwaarden):
            advies = stap(tafel, advies)
        return replace(advies, passend=Passend.NIET) if advies.tegen else advies

    def _via(self, tafel: Tafel) -> Reden | None:
        vrager = self.situatie.vrager
        if vrager is None or vrager in {keuze.code for keuze in tafel.aanmelders}:
            return None
        return Reden("via-wie", tafel.aanmelding.via_wie, tafel.aanmelding.bron)

    def _bij(self, tafel: Tafel) -> Reden | None:
        if self.scenario is None:
            return None
        for plek in tafel.ondergebracht:
            if plek.scenario == self.scenario.code:
                return Reden("ondergebracht", plek.bij, plek.bron)
        return None

    def _gemeente(self, tafel: Tafel, advies: Tafeladvies) -> Tafeladvies:
        van_de_tafel = {keuze.code: keuze for keuze in tafel.gemeenten}
        gemeente = self.situatie.gemeente
        if gemeente is None or gemeente in van_de_tafel:
            return advies
        namen = ", ".join(keuze.naam for keuze in tafel.gemeenten)
        reden = Reden("gemeente", f"Deze tafel is voor: {namen}.", tafel.gemeenten[0].bron)
        return replace(advies, tegen=(*advies.tegen, reden))

    def _leeftijd(self, tafel: Tafel, advies: Tafeladvies) -> Tafeladvies:
        """Every print says yes: fits. Some do: the source contradicts itself, so ask. None does: does not fit."""
        leeftijd = self.situatie.leeftijd
        if leeftijd is None:
            if len(tafel.leeftijden) == 1 and _iedereen(tafel.leeftijden[0]):
                return advies
            gedrukt = " en ook ".join(f"‘{print_.gedrukt}’" for print_ in tafel.leeftijden)
            vraag = f"Hoe oud is degene om wie het gaat? De bron zegt {gedrukt}."
            return _met_nog(advies, Nog(Wat.NAVRAGEN, "leeftijd", vraag, None, tafel.leeftijden[0].bron))
        standen = [_binnen(print_, leeftijd) for print_ in tafel.leeftijden]
        eerste = tafel.leeftijden[0]
        if all(stand is Antwoord.NEE for stand in standen):
            gedrukt = " of ".join(f"‘{print_.gedrukt}’" for print_ in tafel.leeftijden)
            reden = Reden("leeftijd", f"Deze tafel is voor de leeftijd {gedrukt}.", eerste.bron)
            return replace(advies, tegen=(*advies.tegen, reden))
        if all(stand is Antwoord.JA for stand in standen):
            if _iedereen(eerste):
                return advies
            reden = Reden("leeftijd", f"De leeftijd past bij ‘{eerste.gedrukt}’.", eerste.bron)
            return replace(advies, voor=(*advies.voor, reden))
        gedrukt = ", elders ".join(f"‘{print_.gedrukt}’" for print_ in tafel.leeftijden)
        vraag = f"Vraag na of deze leeftijd hier past. De bron is niet eenduidig: {gedrukt}."
        return _met_nog(advies, Nog(Wat.NAVRAGEN, "leeftijd", vraag, None, eerste.bron))

    def _uitsluitingen(self, tafel: Tafel, advies: Tafeladvies) -> Tafeladvies:
        for uitsluiting in tafel.uitsluitingen:
            stand = self._stand(uitsluiting.toetst)
            if stand is Antwoord.JA:
                reden = Reden(uitsluiting.code, uitsluiting.tekst, uitsluiting.bron)
                advies = replace(advies, tegen=(*advies.tegen, reden))
            elif stand is None:
                advies = self._vraag(advies, uitsluiting, uitsluiting.toetst)
        return advies

    def _criteria(self, tafel: Tafel, advies: Tafeladvies) -> Tafeladvies:
        standen = {criterium.code: self._stand(criterium.toetst) for criterium in tafel.criteria}
        ja = {code for code, stand in standen.items() if stand is Antwoord.JA}
        open_ = {code for code, stand in standen.items() if stand is not Antwoord.NEE}
        voor = tuple(Reden(c.code, c.tekst, c.bron) for c in tafel.criteria if c.code in ja)
        if tafel.voldoet(ja):
            return replace(advies, passend=Passend.PAST, voor=(*advies.voor, *voor))
        if not tafel.voldoet(open_):
            nee = [c for c in tafel.criteria if standen[c.code] is Antwoord.NEE]
            tegen = tuple(Reden(c.code, f"Niet voldaan: {c.tekst}", c.bron) for c in nee)
            return replace(advies, voor=(*advies.voor, *voor), tegen=(*advies.tegen, *tegen))
        advies = replace(advies, voor=(*advies.voor, *voor))
        for criterium in tafel.criteria:
            groep = {c.code for c in tafel.criteria if c.groep == criterium.groep}
            if standen[criterium.code] is None and groep <= open_:
                advies = self._vraag(advies, criterium, criterium.toetst)
        return advies

    def _voorwaarden(self, tafel: Tafel, advies: Tafeladvies) -> Tafeladvies:
        for voorwaarde in tafel.voorwaarden:
            geldt = self._stand(voorwaarde.alleen_bij)
            if geldt is None:
                advies = self._vraag(advies, voorwaarde, voorwaarde.alleen_bij)
            if geldt is not Antwoord.JA:
                continue
            stand = self._stand(voorwaarde.toetst)
            if stand is Antwoord.JA:
                reden = Reden(voorwaarde.code, voorwaarde.tekst, voorwaarde.bron)
                advies = replace(advies, voor=(*advies.voor, reden))
            elif stand is Antwoord.NEE:
                advies = _met_nog(
                    advies, Nog(Wat.DOEN, voorwaarde.code, voorwaarde.tekst, None, voorwaarde.bron)
                )
            else:
                advies = self._vraag(advies, voorwaarde, voorwaarde.toetst)
        return advies

    def _stand(self, toetsen: Sequence[Toets]) -> Antwoord | None:
        """Whether all conditions hold; ``None`` while that cannot be told."""
        gezegd = [(toets, self.bekend.get(toets.kenmerk)) for toets in toetsen]
        if any(antwoord is not None and antwoord is not toets.antwoord for toets, antwoord in gezegd):
            return Antwoord.NEE
        return None if any(antwoord is None for _, antwoord in gezegd) else Antwoord.JA

    def _vraag(
        self,
        advies: Tafeladvies,
        rust_op: Criterium | Voorwaarde | Uitsluiting,
        toetsen: Sequence[Toets],
    ) -> Tafeladvies:
        """Ask what is not known of these conditions of a rule, each question once."""
        gevraagd = {nog.kenmerk for nog in advies.nog}
        for toets in toetsen:
            if toets.kenmerk in self.bekend or toets.kenmerk in gevraagd:
                continue
            vraag = self.kenmerken[toets.kenmerk].vraag
            advies = _met_nog(advies, Nog(Wat.NAVRAGEN, rust_op.code, vraag, toets.kenmerk, rust_op.bron))
        return advies


def _met_nog(advies: Tafeladvies, nog: Nog) -> Tafeladvies:
    return replace(advies, nog=(*advies.nog, nog))


_ONGEBOREN: Mapping[Ongeboren, Antwoord | None] = {
    Ongeboren.JA: Antwoord.JA,
    Ongeboren.NEE: Antwoord.NEE,
    Ongeboren.ONBEKEND: None,
}


def _zonder_einde(leeftijd: Leeftijd) -> bool:
    return leeftijd.tot > 100  # noqa: PLR2004 see ``infra.keuring``: 130 is no upper age


def _iedereen(leeftijd: Leeftijd) -> bool:
    return leeftijd.van == 0 and _zonder_einde(leeftijd)


def _binnen(leeftijd: Leeftijd, jaren: int) -> Antwoord | None:
    """Whether somebody fits this print; ``None`` for the last printed year, of which it does not say."""
    if jaren == ONGEBOREN:
        return _ONGEBOREN[leeftijd.ongeboren]
    if leeftijd.van <= jaren and (jaren < leeftijd.tot or _zonder_einde(leeftijd)):
        return Antwoord.JA
    return None if jaren == leeftijd.tot else Antwoord.NEE
