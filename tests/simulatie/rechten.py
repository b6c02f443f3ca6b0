"""Somebody of a family asks to be erased (AVG 17): from the verzoek to the verklaring, and the others read on."""

from datetime import timedelta

from domain.vernietigingslijst.state import Lijstfase
from domain.verzoek.commands import (
    BevestigVindplaatsen,
    NeemBesluit,
    OntvangVerzoek,
    StelBesluitVoor,
    StelIdentiteitVast,
    Verzoekopdracht,
)
from domain.verzoek.state import Verzoekfase
from domain.verzoek.waarden import Aanvrager, Besluituitkomst, Identificatie, OverWie, Verzoeksoort
from infra.verzoekdelen import Poststand, Verzoekuitkomst
from tests.simulatie.levens import lopend
from tests.simulatie.mensen import COMPLIANCE, ZVH, gezin
from tests.simulatie.regio import Leven, Regio
from tests.simulatie.zaak import Zaak

BEDENKTIJD = timedelta(days=7)
"""What the protocol gives for something that is not due yet."""


def gewist(regio: Regio) -> Leven:
    """The ex-partner asks; four people see to it, and a week after the approval the data are gone."""
    behandelt, controleert, _ = COMPLIANCE
    zaak = Zaak(regio, ZVH, gezin(regio.kies))
    yield from lopend(zaak)
    yield zaak.na(dagen=regio.kies.randint(100, 400))
    nummer = _verzoek(zaak)
    yield zaak.na(dagen=20)
    gezet = regio.dienst.verzoeken.zet_wissing_uit(nummer, namens=behandelt)
    assert gezet.verzoek.wissing is not None
    (lijst,) = gezet.verzoek.wissing.lijsten
    regio.handel_af(lijst, controleert=controleert)
    regio.delen_weg_op.setdefault(zaak.stroom_id, []).append(regio.vandaag + BEDENKTIJD)
    yield regio.vandaag + BEDENKTIJD + timedelta(days=1)
    assert regio.dienst.lijsten.laad(lijst).lijst.fase is Lijstfase.VERKLAARD
    assert set(regio.dienst.verzoeken.poststanden(gezet.verzoek).values()) == {Poststand.VERNIETIGD}
    klaar = regio.dienst.verzoeken.rond_af(nummer, namens=behandelt)
    assert klaar.verzoek.fase is Verzoekfase.UITGEVOERD
    _eis_alleen_weg(zaak)


def _verzoek(zaak: Zaak) -> str:
    """It is asked, it is sure who asks, the person is found and the erasure granted, by a second one."""
    regio, (behandelt, beslist, _) = zaak.regio, COMPLIANCE
    nummer, wie = regio.dienst.omgeving.verzoeknummer(), zaak.mensen[2]
    assert wie.geboortedatum is not None
    verzoeken = regio.dienst.verzoeken
    verzoeken.ontvang(
        OntvangVerzoek(
            nummer,
            ZVH,
            Verzoeksoort.WISSING,
            regio.vandaag,
            Aanvrager.ZELF,
            wie.naam,
            "Verzonnenlaan 1",
            OverWie(wie.naam, wie.geboortedatum),
            "Haal mij eruit",
        ),
        namens=behandelt,
    )

    def stap(opdracht: Verzoekopdracht) -> Verzoekuitkomst:
        return verzoeken.voer_uit(nummer, opdracht, namens=behandelt)

    stap(StelIdentiteitVast(wie.geboortedatum, (Aanvrager.ZELF,), Identificatie.DIGID, None, "DigiD gezien"))
    _, gevonden = verzoeken.zoek(nummer, namens=behandelt)
    # Another may have the same invented name and day of birth: who asks tells them apart.
    hier = tuple(plaats.koppeling_id for plaats in gevonden if plaats.stroom_id == zaak.stroom_id)
    assert len(hier) == 1
    stap(BevestigVindplaatsen(hier))
    stap(StelBesluitVoor(Besluituitkomst.INWILLIGEN, None, "Niets verzet zich ertegen"))
    verzoeken.voer_uit(nummer, NeemBesluit(), namens=beslist)
    return nummer


def _eis_alleen_weg(zaak: Zaak) -> None:
    casus = zaak.regio.dienst.shell.laad(zaak.nummer).casus
    moeder, kind, ex = zaak.mensen
    assert set(casus.betrokkenen) == {moeder, kind}
    assert not casus.kent(ex.persoon_id)
    (ico,) = casus.icos
    assert ico.gehouden is not None
    verteld = {inbreng.tekst for inbreng in ico.gehouden.inbreng}
    assert {f"De ggz over {een.naam}" for een in (moeder, kind)} <= verteld
