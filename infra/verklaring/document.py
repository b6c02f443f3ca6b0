"""A verklaring as a PDF to read, with the signed JSON in it; made from the bytes that were signed and nothing else."""

from collections import Counter
from collections.abc import Iterable

from domain.rollen import Rol
from domain.vernietigingslijst.grenzen import WAT_EEN_OUDE_KOPIE_PRIJSGEEFT
from domain.vernietigingslijst.nacontrole import Aantal, Controle, Uitslag
from domain.vernietigingslijst.verklaring import (
    Aanleiding,
    Bedenktijd,
    Reden,
    Systeem,
    Systeemverslag,
    Verklaring,
    Vernietigingsuitkomst,
)
from infra.logboek.checkpoint import lees_checkpoint
from infra.logboek.notitie import lees_notitie
from infra.pdf import Bijlage, maak_pdf
from infra.verklaring.laatste_dag import na_de_laatste_dag, verlopen
from infra.verklaring.omslag import lees_omslag
from infra.verklaring.samenvatting import samenvatting, vier
from infra.verklaring.woorden import SOORTEN, dag, hoofdletter, moment, woord, zoveel

MEESTE_BEWIJSNUMMERS = 300
"""How many stand in the text; the attachment has them all."""

UITKOMSTEN = {
    Vernietigingsuitkomst.VOLLEDIG: "Alles wat was goedgekeurd en op de lijst bleef, is vernietigd."
    " De controle achteraf vond er niets meer van.",
    Vernietigingsuitkomst.GEDEELTELIJK: "Let op: niet alles is vernietigd, of niet alles kon worden gecontroleerd.",
    Vernietigingsuitkomst.MISLUKT: "Let op: de vernietiging is niet gelukt."
    " Deze verklaring is geen bewijs dat de gegevens weg zijn. Hieronder staat wat er misging.",
}
SYSTEMEN = {
    Systeem.KLUIS: "Kluis",
    Systeem.SLEUTELS: "Sleutels",
    Systeem.NUMMERS: "Nummers",
    Systeem.WEERGAVEN: "Lijsten en overzichten",
    Systeem.INZAGELOGBOEK: "Inzagelogboek",
    Systeem.EXPORTS: "Exports",
    Systeem.UITGAANDE_POST: "Uitgaande post",
    Systeem.DATABASEBESTANDEN: "Databasebestanden",
    Systeem.RESERVEKOPIEEN: "Reservekopieën",
}
UITSLAGEN = {
    Uitslag.GESLAAGD: "geslaagd",
    Uitslag.GEDEELTELIJK: "gedeeltelijk",
    Uitslag.MISLUKT: "mislukt",
}


def als_pdf(inhoud: bytes, *, watermerk: str = "") -> bytes:
    """Make the PDF of a verklaring from the bytes of its file; the same file gives the same PDF.

    ``watermerk`` stands at the foot of every page of a copy that is on record as an export. The attachment is the
    signed file itself, byte for byte, and has none: a mark in it would break the signature.

    Raises:
        Onjuist: the file is no verklaring. Its signature is not looked at here.
        PdfFout: the PDF could not be made.
    """
    verklaring = lees_omslag(inhoud).inhoud
    bestand = bestandsnaam(verklaring.nummer, "json")
    return maak_pdf(
        "verklaring",
        {
            **samenvatting(verklaring),
            **_over(verklaring),
            **_waarom(verklaring),
            **_hoe(verklaring),
            **_bewijs(verklaring),
            "bestand": bestand,
            "blad": bestandsnaam(verklaring.nummer, "pdf"),
            "exemplaar": watermerk,
        },
        titel=f"Verklaring van vernietiging {verklaring.nummer}",
        op=verklaring.gemaakt_op,
        bijlagen=[Bijlage(bestand, inhoud, "application/json", "De ondertekende verklaring")],
    )


def bestandsnaam(nummer: str, soort: str) -> str:
    """The name of a file of a verklaring; it says nothing but the number."""
    return f"verklaring-{nummer}.{soort}"


def _over(v: Verklaring) -> dict[str, object]:
    wie = v.verantwoordelijke
    nee = (("geweigerd", v.geweigerd), ("afgevallen", v.afgevallen), ("niet gelukt", v.niet_gelukt))
    return {
        "uitkomst": v.uitkomst.value,
        "uitkomst_zin": UITKOMSTEN[v.uitkomst],
        "verantwoordelijke": [
            ["Organisatie", f"{wie.organisatienaam} ({wie.organisatie})"],
            ["Tafel", f"{wie.tafelnaam} ({wie.tafel})"],
            ["Regio", f"{wie.regionaam} ({wie.regio})"],
            ["Privacyprotocol", "; ".join(f"{p.regime}, versie {p.versie}" for p in v.protocollen) or "geen"],
            ["Vernietigingslijst", v.lijst],
            ["Verklaring", f"{v.nummer}, gemaakt op {moment(v.gemaakt_op)}"],
        ],
        "tellingen": [
            [SOORTEN[t.soort], *map(str, (t.voorgesteld, t.geweigerd, t.afgevallen, t.niet_gelukt, t.vernietigd))]
            for t in v.tellingen
        ],
        "redenen": [
            [wat, SOORTEN[reden.soort], woord(reden.code), str(reden.aantal)] for wat, alle in nee for reden in alle
        ],
        "verbintenissen": _verbintenissen(len(v.verbintenissen)),
    }  # fmt: skip


def _verbintenissen(aantal: int) -> str:
    if not aantal:
        return "De nummers van wat is vernietigd staan hier niet in, ook niet versleuteld."
    return (
        "De nummers van wat is vernietigd staan hier niet in. De bijlage heeft voor elk een code die niets zegt"
        f" ({aantal}). Wie het oude nummer en de bewijsstrook heeft, kan zien dat dat nummer erbij hoort."
        " Niemand anders kan dat."
    )


def _waarom(v: Verklaring) -> dict[str, object]:
    laat = verlopen(v)
    te_laat = Counter(een.aanleiding for een in laat)
    return {
        "aanleidingen": [
            [
                een.regel or "geen termijn",
                woord(een.grond),
                _termijn(een),
                str(een.aantal),
                str(te_laat[nummer]),
            ]
            for nummer, een in enumerate(v.aanleidingen)
        ],
        "na_de_laatste_dag": na_de_laatste_dag(v),
        "verlopen": [
            [een.bewijsnummer, dag(een.bewaren_tot), dag(een.vernietigd_op), str(een.dagen)]
            for een in laat[:MEESTE_BEWIJSNUMMERS]
        ],
        "regels": [
            [regel.code, regel.grond, regel.bron] for protocol in v.protocollen for regel in protocol.regels
        ],
        "opschortingen": _opsomming(v.opschortingen) or "Er waren geen opschortingen om te wegen.",
        "verrichtingen": [
            [hoofdletter(een.handeling.value), een.door, _rol(een.rol), moment(een.op)]
            for een in v.verrichtingen
        ],
        "vier": vier(v),
        "bedenktijd": _bedenktijd(v.bedenktijd),
    }


def _rol(rol: Rol) -> str:
    return "FG" if rol is Rol.FG else rol.value.replace("-", " ")


def _hoe(v: Verklaring) -> dict[str, object]:
    controle = v.nacontrole
    return {
        "wijze": f"{v.wijze.omschrijving} {_sleutels(v)}",
        "tijdvakken": [
            [str(t.oud), t.vingerafdruk_oud, str(t.nieuw), t.vingerafdruk_nieuw, moment(t.vernietigd_op)]
            for t in v.wijze.tijdvakken
        ],
        "systemen": [_systeem(verslag) for verslag in v.systemen],
        "kopieen": _kopieen(len(v.bekende_kopieen)),
        "kopienummers": list(v.bekende_kopieen[:MEESTE_BEWIJSNUMMERS]),
        "nacontrole": f"Op {moment(controle.op)} is apart gekeken of alles weg is,"
        f" door code die niet heeft vernietigd. Uitslag: {UITSLAGEN[controle.uitslag]}.",
        "controles": [_controle(een) for een in controle.controles],
        "niet_gecontroleerd": list(controle.niet_gecontroleerd) or ["Alles wat hierboven staat is gecontroleerd."],
        "reservekopie": _reservekopie(v),
    }  # fmt: skip


def _bewijs(v: Verklaring) -> dict[str, object]:
    notitie = lees_notitie(v.bewijs.checkpoint.encode())
    checkpoint = lees_checkpoint(notitie.tekst)
    nummers = [feit.bewijsnummer for feit in v.bewijs.feiten if feit.bewijsnummer is not None]
    meer = len(nummers) - MEESTE_BEWIJSNUMMERS
    return {
        "bewijs": f"Elke vernietiging staat als feit in het logboek {v.bewijs.oorsprong}, dat alleen kan groeien."
        f" De bijlage bewijst {_van_feiten(len(v.bewijs.feiten))} in de boom van"
        f" {zoveel(checkpoint.grootte, 'gebeurtenis', 'gebeurtenissen')} die hieronder is ondertekend."
        f" Medehandtekeningen onder het checkpoint van het logboek: {len(notitie.handtekeningen) - 1}.",
        "bewijsnummers": [*nummers[:MEESTE_BEWIJSNUMMERS], *([f"en nog {meer}, zie de bijlage"] if meer > 0 else [])],
        "checkpoint": v.bewijs.checkpoint.splitlines(),
    }  # fmt: skip


def _van_feiten(aantal: int) -> str:
    return "van 1 feit dat het staat" if aantal == 1 else f"van {aantal} feiten dat zij staan"


def _kopieen(aantal: int) -> str:
    if not aantal:
        return "Er zijn geen bestanden bekend die met iets hiervan zijn uitgegeven."
    begin = "Er is één bestand uitgegeven" if aantal == 1 else f"Er zijn {aantal} bestanden uitgegeven"
    rest = f" De eerste {MEESTE_BEWIJSNUMMERS} staan hier." if aantal > MEESTE_BEWIJSNUMMERS else ""
    return (
        f"{begin} waarin iets stond van wat is vernietigd. Wij kunnen daar niet bij: vernietigen doet wie het heeft."
        f" Het nummer staat ook in het bestand zelf.{rest}"
    )


def _sleutels(v: Verklaring) -> str:
    aantal, afdrukken = v.wijze.sleutels, len(v.wijze.vingerafdrukken)
    gezegd = f"{'Er is' if aantal == 1 else 'Er zijn'} {zoveel(aantal, 'sleutel', 'sleutels')} vernietigd."
    if not afdrukken:
        return gezegd
    return (
        f"{gezegd} De bijlage heeft {zoveel(afdrukken, 'vingerafdruk', 'vingerafdrukken')} van sleutels."
        " Daaraan is een sleutel in een oude kopie van de database te herkennen. Een vingerafdruk opent niets."
    )


def _systeem(verslag: Systeemverslag) -> list[str]:
    gedaan = f"{verslag.gedaan} {_geteld(verslag.aantallen)}".rstrip()
    return [SYSTEMEN[verslag.systeem], gedaan, " ".join(verslag.gecontroleerd) or "Niets."]


def _geteld(aantallen: Iterable[Aantal]) -> str:
    """Words before numbers, so that one of something needs no other words."""
    tekst = "; ".join(f"{een.wat}: {een.aantal}" for een in aantallen)
    return f"{hoofdletter(tekst)}." if tekst else ""


def _controle(controle: Controle) -> list[str]:
    gevonden = [
        _geteld(controle.aantallen) if any(een.aantal for een in controle.aantallen) else "",
        f"Gevonden in: {', '.join(controle.waar)}." if controle.waar else "",
        controle.toelichting,
    ]
    return [
        controle.wat,
        UITSLAGEN[controle.uitslag],
        " ".join(deel for deel in gevonden if deel) or "Niets.",
    ]


def _reservekopie(v: Verklaring) -> str:
    kopie = v.reservekopie
    # One of before these sentences promised more than holds.
    waarom = kopie.waarom_onleesbaar
    if WAT_EEN_OUDE_KOPIE_PRIJSGEEFT not in waarom:
        waarom = f"{waarom} {WAT_EEN_OUDE_KOPIE_PRIJSGEEFT}"
    if kopie.laatste is None:
        return (
            "Er kunnen reservekopieën zijn waarin nog iets staat. Van wanneer de laatste is, is niet opgegeven."
            f" {waarom}"
        )
    tot = f" Zij wordt bewaard tot en met {dag(kopie.bewaard_tot)}." if kopie.bewaard_tot else ""
    return (
        f"De laatste reservekopie waarin nog versleutelde inhoud kan staan, is van {dag(kopie.laatste)}.{tot}"
        f" {waarom}"
    )


def _opsomming(redenen: Iterable[Reden]) -> str:
    return "; ".join(f"{SOORTEN[r.soort].lower()}: {woord(r.code)} ({r.aantal})" for r in redenen)


def _termijn(aanleiding: Aanleiding) -> str:
    eerste, laatste = aanleiding.vroegste_bewaren_tot, aanleiding.laatste_bewaren_tot
    if eerste is None or laatste is None:
        return "er liep geen termijn"
    return dag(eerste) if eerste == laatste else f"{dag(eerste)} tot en met {dag(laatste)}"


def _bedenktijd(bedenktijd: Bedenktijd) -> str:
    if not bedenktijd.dagen:
        return "Er gold geen bedenktijd. Vlak voor de vernietiging zijn de opschortingen opnieuw bekeken."
    zinnen = [
        f"De bedenktijd was {zoveel(bedenktijd.dagen, 'dag', 'dagen')} en duurde tot {moment(bedenktijd.tot)}."
    ]
    if bedenktijd.vanaf < bedenktijd.tot:
        zinnen.append(
            "Voor een deel van de gegevens kwam de laatste dag van de bewaartermijn eerder; die zijn op die dag "
            f"vernietigd, vanaf {moment(bedenktijd.vanaf)}."
        )
    return " ".join([*zinnen, "Vlak voor de vernietiging zijn de opschortingen opnieuw bekeken."])
