"""A case as it was: its facts one by one on a slider, what each of them changed, and the difference between two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query
from pydantic import Field
from starlette.responses import HTMLResponse, Response

from api.aanmelding import Code
from api.rechten import Recht
from api.rest.casusuit import casus_uit
from api.rest.delen import Casusnummer, Na
from api.rest.deur import Mag
from api.rest.gelezen import Gelezen
from api.rest.historie import TijdlijnregelUit, tijdlijn_uit
from api.rest.inzagen import lees_inzagen_van_casus, ontbrekende_regels
from api.rest.peil import Peil, vraagfout
from api.rest.toegang import Toegang
from api.rest.verschil import VeldverschilUit, verschil_uit
from api.tafelwoorden import regel_in_woorden, termijn
from api.web.formulier import LEEG_IS_NIETS
from api.web.inzagedoel import MagOnderDoel
from api.web.leesbaar import Gegeven, Woordenboek, gegeven, gegevens, naam_van
from api.web.scherm import Kruimel, Scherm, Tekenaar, verder
from api.wegen import Wegen
from infra.definitions import DefinitieFout
from infra.logboek.bewijzen import LogboekGestoord, NietInHetLogboek
from projections.woorden import Tafelwoorden

MEESTE = 10**9
"""No case has so many facts."""

NOG_NIET_GETEKEND = "Het inzagelogboek is nog niet ondertekend. Wacht tien seconden en kijk opnieuw."
NIETS_TE_BEWIJZEN = (
    "De dienst kan van het inzagelogboek nu niets bewijzen. Wat hieronder staat, kan zijn veranderd of weggelaten. "
    "Vraag de beheerder om 'casus doctor'."
)

router = Wegen()

Zoeker = Annotated[Toegang, Mag(Recht.CASUS_LEZEN, doel="controle")]
Lezer = Annotated[Toegang, MagOnderDoel(Recht.CASUS_LEZEN, doel="controle")]
Versie = Annotated[
    Annotated[int, Field(ge=1, le=MEESTE)] | None,
    LEEG_IS_NIETS,
    Query(description="Na hoeveel gebeurtenissen."),
]
Van = Annotated[
    Annotated[int, Field(ge=0, le=MEESTE)] | None,
    LEEG_IS_NIETS,
    Query(description="Na hoeveel gebeurtenissen het begint."),
]


@dataclass(frozen=True)
class Wijziging:
    """A field that changed, in words."""

    naam: str
    van: Gegeven
    naar: Gegeven
    erbij: tuple[Gegeven, ...]
    weg: tuple[Gegeven, ...]
    gewijzigd: tuple[tuple[Gegeven, Gegeven], ...]

    @classmethod
    def uit(cls, veld: VeldverschilUit, woorden: Woordenboek) -> "Wijziging":
        """Tell what changed in a field."""
        naam = veld.veld

        def tel(waarde: object) -> Gegeven:
            return gegeven(naam, waarde, woorden)

        return cls(
            naam_van(naam),
            tel(veld.van),
            tel(veld.naar),
            tuple(tel(deel) for deel in veld.erbij),
            tuple(tel(deel) for deel in veld.weg),
            tuple((tel(paar.van), tel(paar.naar)) for paar in veld.gewijzigd),
        )


@dataclass(frozen=True)
class Plaats:
    """Where on the timeline one stands: which fact, which come before and after it, and which is first and last."""

    regels: Sequence[TijdlijnregelUit]
    index: int

    @classmethod
    def op(cls, regels: Sequence[TijdlijnregelUit], versie: int | None) -> "Plaats":
        """Stand at a fact, or where this reader does not see that one, at the last before it.

        Raises:
            RequestValidationError: the case never had so many.
        """
        if versie is None:
            return cls(regels, len(regels) - 1)
        if versie > regels[-1].versie:
            raise vraagfout("versie", f"is te groot: de casus heeft {regels[-1].versie} gebeurtenissen")
        eerder = [index for index, regel in enumerate(regels) if regel.versie <= versie]
        return cls(regels, eerder[-1] if eerder else 0)

    @property
    def nu(self) -> TijdlijnregelUit:
        """The fact at which one stands."""
        return self.regels[self.index]

    @property
    def vorige(self) -> TijdlijnregelUit | None:
        """The one before it."""
        return self.regels[self.index - 1] if self.index else None

    @property
    def volgende(self) -> TijdlijnregelUit | None:
        """The one after it."""
        return self.regels[self.index + 1] if self.index + 1 < len(self.regels) else None


@router.get("/controle/casus")
def zoek(toegang: Zoeker, nummer: Annotated[Code, Query(description="Het casusnummer.")]) -> Response:
    """Go to the timeline of a case by its number."""
    toegang.lees(nummer.upper())
    return verder(f"/casus/{nummer.upper()}/tijdlijn")


@router.get("/casus/{casusnummer}/tijdlijn")
def lees_tijdlijn(
    scherm: Tekenaar, toegang: Lezer, casusnummer: Casusnummer, versie: Versie = None
) -> HTMLResponse:
    """The facts in a row, and the case as it was after one of them."""
    plaats = Plaats.op(_regels(toegang, toegang.lees(casusnummer)), versie)
    toen = toegang.lees(casusnummer, peil=Peil(versie=plaats.nu.versie))
    eerder = plaats.vorige.versie if plaats.vorige else 0
    verschil = verschil_uit(casusnummer, toegang, van=Peil(versie=eerder), tot=Peil(versie=plaats.nu.versie))
    woorden = _woorden(toegang, toen)
    uit = casus_uit(toen, toegang.gebruiker, regel_van=toegang.dienst.definities.bewaarregel)
    return _toon(
        scherm,
        toegang,
        "auditor/tijdlijn.html",
        casusnummer,
        "Tijdlijn",
        plaats=plaats,
        casus=uit,
        stand=gegevens(
            uit.model_dump(mode="json", by_alias=True), woorden, zonder=("versie", "casusnummer", "fase")
        ),
        wijzigingen=[Wijziging.uit(veld, woorden) for veld in verschil.velden] if plaats.vorige else [],
    )


@router.get("/casus/{casusnummer}/verschil")
def lees_verschil(
    scherm: Tekenaar, toegang: Lezer, casusnummer: Casusnummer, van: Van = None, tot: Versie = None
) -> HTMLResponse:
    """What happened between two facts, and what it changed; without a choice all of it."""
    gelezen = toegang.lees(casusnummer)
    regels, woorden = _regels(toegang, gelezen), _woorden(toegang, gelezen)
    einde = regels[-1].versie if tot is None else tot
    begin = 0 if van is None else van
    verschil = verschil_uit(casusnummer, toegang, van=Peil(versie=begin), tot=Peil(versie=einde))
    return _toon(
        scherm,
        toegang,
        "auditor/verschil.html",
        casusnummer,
        "Verschil",
        regels=regels,
        verschil=verschil,
        wijzigingen=[Wijziging.uit(veld, woorden) for veld in verschil.velden],
    )


@router.get("/casus/{casusnummer}/inzagen")
def lees_inzagen(
    scherm: Tekenaar,
    toegang: Annotated[Toegang, Mag(Recht.INZAGEN, doel="controle")],
    casusnummer: Casusnummer,
    na: Na = None,
) -> HTMLResponse:
    """Who looked at this case, the last one first."""
    gevonden = lees_inzagen_van_casus(casusnummer, toegang, na=na)
    ontbreekt, kon_niet = 0, ""
    try:
        ontbreekt = ontbrekende_regels(toegang) if na is None else 0
    except NietInHetLogboek:
        kon_niet = NOG_NIET_GETEKEND
    except LogboekGestoord:
        kon_niet = NIETS_TE_BEWIJZEN
    return _toon(
        scherm,
        toegang,
        "auditor/inzagen.html",
        casusnummer,
        "Wie keek",
        inzagen=gevonden,
        na=na,
        ontbreekt=ontbreekt,
        kon_niet=kon_niet,
    )


def _regels(toegang: Toegang, gelezen: Gelezen) -> Sequence[TijdlijnregelUit]:
    return tijdlijn_uit(gelezen, toegang.gebruiker, definities=toegang.dienst.definities).regels


def _woorden(toegang: Toegang, gelezen: Gelezen) -> Woordenboek:
    """The words of the table of this case, and those for how long its rule lets data stay."""
    definities = toegang.dienst.definities

    def regel(naam: str) -> str:
        try:
            return f"{regel_in_woorden(naam)}: {termijn(definities.bewaarregel(naam))}"
        except DefinitieFout:
            return naam

    return Woordenboek(Tafelwoorden(gelezen.tafel, definities.tafels), regel)


def _toon(
    scherm: Scherm,
    toegang: Toegang,
    sjabloon: str,
    casusnummer: str,
    titel: str,
    **inhoud: Any,  # noqa: ANN401 a template takes what it is given
) -> HTMLResponse:
    nummer = casusnummer.upper()
    mag = toegang.gebruiker.mag
    kruimels = [Kruimel(nummer, f"/casus/{nummer}" if mag(Recht.CASUS_LEZEN) else None), Kruimel(titel)]
    return scherm.toon(
        sjabloon,
        toegang,
        kruimels,
        casusnummer=nummer,
        volledig=toegang.gebruiker.ziet_persoonsgegevens,
        wegen=wegen(toegang, nummer),
        **inhoud,
    )


def wegen(toegang: Toegang, nummer: str) -> list[tuple[str, str]]:
    """The pages about a case that this person may go to, each with its address."""
    alle = (
        ("Tijdlijn", "tijdlijn", Recht.CASUS_LEZEN),
        ("Verschil", "verschil", Recht.CASUS_LEZEN),
        ("Wie keek", "inzagen", Recht.INZAGEN),
        ("Echtheid", "integriteit", Recht.LOGBOEKBEWIJZEN),
    )
    return [(naam, f"/casus/{nummer}/{deel}") for naam, deel, recht in alle if toegang.gebruiker.mag(recht)]
