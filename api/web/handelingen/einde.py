"""What can be done up, down and at the end of a case."""

from datetime import timedelta

from api.rechten import Recht
from api.rest import einde
from api.rest.invoer import RedenIn
from api.web.formulier import Keus
from api.web.handelingen.soort import (
    PROEF,
    Handeling,
    Stand,
    Zicht,
    besloten_in,
    besluiten,
    codes,
    dag,
    kies,
    tekst,
)
from domain.casus.commands import Heropen, SchaalAf, SchaalOp, SchaalTerug, SluitAf, SluitVoorlopigAf
from domain.tafels import TAFEL

SCHALEN, SLUITEN = "Opschalen en afschalen", "Afsluiten"


def _terug(stand: Stand | Zicht) -> list[str]:
    """The levels below the one that the case is at."""
    return [TAFEL, *stand.casus.niveaus[:-1]] if stand.casus.niveaus else []


def _terug_naar(zicht: Zicht) -> list[Keus]:
    namen = {een.code: een.naam for een in zicht.tafel.opschalen}
    return [Keus(code, namen.get(code, "De tafel zelf")) for code in _terug(zicht)]


EINDE = (
    Handeling(
        "opschalen",
        "Opschalen",
        SCHALEN,
        Recht.SCHALEN,
        "op-en-afschalen",
        einde.OpschalingIn,
        lambda zicht: (
            kies("naar", "Naar welk niveau", codes(zicht.tafel.op_van(zicht.casus.niveau))),
            tekst("reden", "Waarom"),
        ),
        lambda stand: (SchaalOp(een.code, PROEF) for een in stand.tafel.op_van(stand.casus.niveau)),
        einde.schaal_op,
        "Vanaf dit niveau kan de casus niet hoger.",
    ),
    Handeling(
        "terugschalen",
        "Terugschalen",
        SCHALEN,
        Recht.SCHALEN,
        "op-en-afschalen",
        einde.TerugschalingIn,
        lambda zicht: (kies("naar", "Terug naar", _terug_naar(zicht)), tekst("reden", "Waarom")),
        lambda stand: (SchaalTerug(code, PROEF) for code in _terug(stand)),
        einde.schaal_terug,
        "De casus is niet opgeschaald.",
    ),
    Handeling(
        "afschalen",
        "Afschalen",
        SCHALEN,
        Recht.SCHALEN,
        "op-en-afschalen",
        einde.AfschalingIn,
        lambda zicht: (
            kies("naar", "Naar wie", codes(zicht.tafel.afschalen)),
            tekst("reden", "Waarom"),
            kies("beslotenIn", "Waar is dit besloten", besluiten(zicht)),
        ),
        lambda stand: (SchaalAf(een.code, PROEF, besloten_in(stand)) for een in stand.tafel.afschalen),
        einde.schaal_af,
        "Deze tafel kent geen plek om naar af te schalen.",
    ),
    Handeling(
        "voorlopig-afsluiten",
        "Voorlopig afsluiten",
        SLUITEN,
        Recht.AFSLUITEN,
        "afsluiting",
        einde.VoorlopigeAfsluitingIn,
        lambda zicht: (
            tekst("reden", "Waarom"),
            kies("beslotenIn", "Waar is dit besloten", besluiten(zicht)),
            dag("herzienOp", "Wanneer kijkt u opnieuw"),
        ),
        lambda stand: (SluitVoorlopigAf(PROEF, besloten_in(stand), stand.vandaag + timedelta(days=90)),),
        einde.sluit_voorlopig_af,
    ),
    Handeling(
        "heropenen",
        "Heropenen",
        SLUITEN,
        Recht.AFSLUITEN,
        "afsluiting",
        RedenIn,
        lambda _: (tekst("reden", "Waarom loopt de casus weer"),),
        lambda _: (Heropen(PROEF),),
        einde.heropen,
    ),
    Handeling(
        "afsluiten",
        "Afsluiten",
        SLUITEN,
        Recht.AFSLUITEN,
        "afsluiting",
        einde.AfsluitingIn,
        lambda _: (tekst("reden", "Waarom"), tekst("resultaat", "Wat is er bereikt")),
        lambda _: (SluitAf(PROEF, PROEF),),
        einde.sluit_af,
        uitleg="De gegevens zijn daarna afgeschermd: bijna niemand ziet de casus nog. Dit kunt u niet terugdraaien.",
    ),
)
