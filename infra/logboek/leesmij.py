"""The README that travels in a bundle, in Dutch, for whoever gets the file without us beside it."""

from datetime import datetime

_WAT = {
    "logboek": "een deel van het logboek: alle gebeurtenissen van een begin tot een einde, op volgorde.",
    "casus": "alle gebeurtenissen van één casus, met van elke het bewijs dat ze in het logboek staat.",
}

_TEKST = """\
Bundel van casus
================

Gemaakt op {gemaakt} (UTC). Inhoud: {wat}
{watermerk}

Zelf controleren
----------------

Dat kan zonder internet, zonder database en zonder de dienst, op elke computer met het programma casus:

    casus verify BESTAND --key SLEUTELBESTAND

Gebruik een sleutelbestand dat u langs een andere weg kreeg dan deze bundel. Zonder --key wordt de sleutel uit de
bundel gebruikt; dan weet u dat alles bij elkaar hoort, maar niet wie het heeft ondertekend. Hebt u een checkpoint
van eerder bewaard? Met --tegen OUDER_CHECKPOINT ziet u of de geschiedenis van toen ongewijzigd in die van nu zit.
Met --beleid BELEID ziet u of genoeg getuigen het checkpoint hebben medeondertekend.

Wat erin zit
------------

checkpoint     de ondertekende stand van het logboek: naam, aantal gebeurtenissen, wortel (C2SP tlog-checkpoint)
key.vkey       de openbare sleutel, en die van eerder
definitions/   de tafels, protocollen en woorden waar de gebeurtenissen naar verwijzen; niet ondertekend
proofs.txt     de bewijzen (RFC 9162)
hashes.bin     de hash van elke gebeurtenis, 32 bytes
events.bin     de gebeurtenissen zoals ze zijn opgeslagen
manifest.json  grootte en hash van elk onderdeel; niet ondertekend

Er staan geen gegevens van betrokkenen in. De inhoud van een gebeurtenis ligt versleuteld in de kluis; hier staat
alleen de hash daarvan. Is de inhoud vernietigd, dan blijft het bewijs geldig. Wel staat er bij een vernietiging
wie die voorstelde en uitvoerde, met pseudonieme nummers. In een bundel van het inzagelogboek staat van elke inzage
alleen de hash van de regel; de regels zelf vraagt u op bij de dienst.

Wat dit niet bewijst
--------------------

Dat alles wat gebeurde ook is vastgelegd, en dat het waar is. Dat de tijden kloppen: die schreef de dienst zelf op.
Bij een casus: dat er na de laatste gebeurtenis geen andere is; daarvoor is een bundel van het logboek nodig.
"""


def leesmij(soort: str, gemaakt: datetime, watermerk: str | None = None) -> bytes:
    """Give the text for a bundle of this kind."""
    regel = "" if watermerk is None else f"{watermerk}.\n"
    return _TEKST.format(
        gemaakt=gemaakt.strftime("%Y-%m-%d %H:%M"), wat=_WAT[soort], watermerk=regel
    ).encode()
