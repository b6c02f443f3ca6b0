"""Routes of messages: what one is about, who gets them, and those that did not arrive. Docstrings are for users."""

from typing import Annotated, Any

from fastapi import Depends, Response
from fastapi.responses import JSONResponse

from api.rechten import GeenRecht, Recht
from api.rest.berichtdelen import (
    AbonnementenUit,
    AbonnementId,
    AbonnementIn,
    AbonnementUit,
    BerichtredenIn,
    BerichtUit,
    BezorgingId,
    DodenUit,
    DodeUit,
    HerhaaldUit,
    MailadresIn,
    MailadressenUit,
    MailadresUit,
    OntvangerId,
    Verwijzing,
)
from api.rest.delen import Limiet, Na, VanTafel, bladzijde, uit_cursor
from api.rest.deur import Deur, Mag, deur_van, eis_bekende_vraag
from api.rest.toegang import Toegang
from api.wegen import Wegen
from infra.berichten.beeld import Abonnement, Dode, Dodesleutel, Gevonden, Mailadres, OnbekendBericht
from infra.consultaties import OnbekendeConsultatie
from infra.overleggen import OnbekendOverleg
from infra.shell import OnbekendeCasus

router = Wegen(prefix="/v1", tags=["berichten"])

Beheerder = Annotated[Toegang, Mag(Recht.BERICHTEN, doel="beheer")]


class Sleutelantwoord(JSONResponse):
    """Public keys."""

    media_type = "application/jwk-set+json"


# --- what a message is about -------------------------------------------------------------------------------------


@router.get(
    "/berichten/sleutels",
    summary="De openbare sleutels van de berichten lezen",
    response_class=Sleutelantwoord,
    dependencies=[Depends(eis_bekende_vraag)],
)
def lees_sleutels(deur: Annotated[Deur, Depends(deur_van)]) -> Sleutelantwoord:
    """Lees de sleutels waarmee u de handtekening onder een bericht controleert, als JWK Set (RFC 7517)."""
    sleutels: dict[str, Any] = deur.dienst.berichten.beheer.sleutels()
    return Sleutelantwoord(sleutels)


@router.get("/berichten/{verwijzing}", summary="Lezen waarover een bericht gaat")
def lees_bericht(
    verwijzing: Verwijzing, toegang: Annotated[Toegang, Mag(Recht.CASUS_LEZEN, doel="bericht")]
) -> BerichtUit:
    """Lees waarover een bericht gaat dat u kreeg. Dat kan alleen als u er nu van mag weten.

    De verwijzing werkt niet meer als de gegevens zijn vernietigd, of als het bericht lang geleden is bezorgd.
    """
    gevonden = toegang.dienst.berichten.beheer.zoek(verwijzing)
    try:
        if gevonden.over == "overleg":
            return _over_overleg(gevonden, toegang)
        nummers = toegang.dienst.berichten.beheer.nummers([gevonden.stroom_id])
        nummer = nummers.get(gevonden.stroom_id, "")
        if gevonden.over == "consultatie":
            return _over_consultatie(gevonden, nummer, toegang)
        return _over_casus(gevonden, nummer, toegang)
    except (OnbekendeCasus, OnbekendeConsultatie, OnbekendOverleg, GeenRecht):
        # The same as for a link that leads nowhere: it does not tell that there is something.
        raise OnbekendBericht from None


def _over_casus(gevonden: Gevonden, nummer: str, toegang: Toegang) -> BerichtUit:
    casus, tafel = toegang.laad(nummer)
    toegang.toon_nummers([gevonden.stroom_id], tafel=tafel)
    return _uit(gevonden, f"/v1/casussen/{casus.casusnummer}", casusnummer=casus.casusnummer)


def _over_consultatie(gevonden: Gevonden, nummer: str, toegang: Toegang) -> BerichtUit:
    if not toegang.gebruiker.mag(Recht.CONSULTATIE_LEZEN):
        raise OnbekendeConsultatie
    consultatie = toegang.dienst.consultaties.laad(nummer)
    toegang.eis_consultatie(consultatie)
    toegang.toon_nummers([gevonden.stroom_id], tafel=toegang.dienst.shell.tafel(consultatie.tafel))
    return _uit(gevonden, f"/v1/consultaties/{nummer}", consultatienummer=nummer)


def _over_overleg(gevonden: Gevonden, toegang: Toegang) -> BerichtUit:
    if not toegang.gebruiker.mag(Recht.KOMST):
        raise OnbekendOverleg
    toegang.eis_overleg(toegang.dienst.overleggen.laad(gevonden.stroom_id))
    return _uit(gevonden, f"/v1/overleggen/{gevonden.stroom_id}", overleg_id=gevonden.stroom_id)


def _uit(gevonden: Gevonden, adres: str, **waarover: object) -> BerichtUit:
    leeg: dict[str, object] = {"casusnummer": None, "consultatienummer": None, "overleg_id": None}
    return BerichtUit.model_validate({**vars(gevonden), **leeg, **waarover, "adres": adres})


# --- who gets them -----------------------------------------------------------------------------------------------


@router.post("/abonnementen", status_code=201, summary="Een organisatie berichten laten krijgen")
def abonneer(invoer: AbonnementIn, response: Response, toegang: Beheerder) -> AbonnementUit:
    """Laat een organisatie berichten krijgen over casussen waarvan zij mag weten, van nu af aan.

    Dat zijn de casussen die zij zelf aanmeldde, en die waaraan zij nu deelneemt. Een bericht zegt dat er iets is
    gebeurd, nooit over wie.
    """
    tafels = [toegang.tafel(een).id for een in invoer.tafels]
    gemaakt, nieuw = toegang.dienst.berichten.beheer.abonneer(
        invoer.organisatie,
        invoer.adres,
        tafels,
        invoer.soorten,
        wie=toegang.gebruiker.wie,
        sleutel=toegang.sleutel,
    )
    response.status_code = 201 if nieuw else 200
    response.headers["Location"] = "/v1/abonnementen"
    return _abonnement(gemaakt)


@router.get("/abonnementen", summary="Bekijken wie berichten krijgt")
def lees_abonnementen(toegang: Beheerder) -> AbonnementenUit:
    """Bekijk welke organisaties berichten krijgen over uw tafels, en hoe het met de bezorging staat."""
    regels = toegang.dienst.berichten.beheer.abonnementen(tafels=toegang.gebruiker.tafels)
    return AbonnementenUit(regels=[_abonnement(een) for een in regels])


@router.post("/abonnementen/{abonnementId}/opzeggingen", summary="Een abonnement opzeggen")
def zeg_op(abonnement_id: AbonnementId, invoer: BerichtredenIn, toegang: Beheerder) -> AbonnementUit:
    """Stuur deze organisatie geen berichten meer. Wat nog wachtte, vervalt."""
    return _abonnement(
        toegang.dienst.berichten.beheer.zeg_op(
            abonnement_id,
            reden=invoer.reden,
            wie=toegang.gebruiker.wie,
            tafels=toegang.gebruiker.tafels,
            sleutel=toegang.sleutel,
        )
    )


@router.post("/abonnementen/{abonnementId}/hervattingen", summary="Een abonnement hervatten")
def hervat(abonnement_id: AbonnementId, invoer: BerichtredenIn, toegang: Beheerder) -> AbonnementUit:
    """Probeer een adres opnieuw dat niet goed antwoordde. Wat wachtte, gaat er meteen heen."""
    return _abonnement(
        toegang.dienst.berichten.beheer.hervat(
            abonnement_id,
            reden=invoer.reden,
            wie=toegang.gebruiker.wie,
            tafels=toegang.gebruiker.tafels,
            sleutel=toegang.sleutel,
        )
    )


def _abonnement(een: Abonnement) -> AbonnementUit:
    return AbonnementUit.model_validate(
        {**vars(een), "tafels": list(een.tafels), "soorten": list(een.soorten)}
    )


@router.post("/mailadressen", status_code=201, summary="Zeggen waar mail heen gaat")
def geef_mailadres(invoer: MailadresIn, response: Response, toegang: Beheerder) -> MailadresUit:
    """Zeg waar mail voor een organisatie of een medewerker heen gaat. Een eerder adres geldt dan niet meer."""
    tafel = toegang.tafel(invoer.tafel).id
    gegeven, nieuw = toegang.dienst.berichten.beheer.geef_mailadres(
        tafel,
        invoer.organisatie,
        invoer.medewerker,
        invoer.mailadres,
        wie=toegang.gebruiker.wie,
        sleutel=toegang.sleutel,
    )
    response.status_code = 201 if nieuw else 200
    response.headers["Location"] = f"/v1/mailadressen?tafel={tafel}"
    return _mailadres(gegeven)


@router.get("/mailadressen", summary="Bekijken waar mail heen gaat")
def lees_mailadressen(toegang: Beheerder, tafel: VanTafel) -> MailadressenUit:
    """Bekijk voor wie er een mailadres is. Het adres zelf is afgekort."""
    regels = toegang.dienst.berichten.beheer.mailadressen(tafels=[toegang.tafel(tafel).id])
    return MailadressenUit(regels=[_mailadres(een) for een in regels])


@router.post("/mailadressen/{ontvangerId}/verwijderingen", summary="Een mailadres verwijderen")
def verwijder_mailadres(ontvanger_id: OntvangerId, toegang: Beheerder) -> MailadresUit:
    """Verwijder een mailadres. Wat er nog heen moest, vervalt."""
    beheer, tafels = toegang.dienst.berichten.beheer, toegang.gebruiker.tafels
    return _mailadres(beheer.vergeet_mailadres(ontvanger_id, tafels=tafels, sleutel=toegang.sleutel))


def _mailadres(een: Mailadres) -> MailadresUit:
    velden = {**vars(een), "ontvanger_id": een.adres_id}
    del velden["adres_id"]
    return MailadresUit.model_validate(velden)


# --- those that did not arrive -----------------------------------------------------------------------------------


@router.get("/dode-berichten", summary="Bekijken welke berichten niet aankwamen")
def lees_doden(toegang: Beheerder, na: Na = None, limiet: Limiet = 50) -> DodenUit:
    """Bekijk welke berichten van uw tafels zijn opgegeven, de oudste eerst. Niemand ziet hier waarover ze gaan."""
    vanaf = uit_cursor(na, Dodesleutel)
    rijen, volgende = bladzijde(
        lambda aantal: toegang.dienst.berichten.beheer.doden(
            tafels=toegang.gebruiker.tafels,
            na=0 if vanaf is None else vanaf.bezorging_id,
            limiet=aantal,
        ),
        limiet=limiet,
    )
    return DodenUit(regels=[_dode(rij) for rij in rijen], volgende=volgende)


@router.post("/dode-berichten/{bezorgingId}/herhalingen", summary="Een bericht opnieuw laten bezorgen")
def herhaal(bezorging_id: BezorgingId, invoer: BerichtredenIn, toegang: Beheerder) -> HerhaaldUit:
    """Laat een bericht dat is opgegeven opnieuw bezorgen. Het houdt zijn id, zodat de ontvanger het herkent."""
    gedaan = toegang.dienst.berichten.beheer.opnieuw(
        [bezorging_id],
        reden=invoer.reden,
        wie=toegang.gebruiker.wie,
        tafels=toegang.gebruiker.tafels,
        sleutel=toegang.sleutel,
    )
    return HerhaaldUit(opnieuw=bool(gedaan))


def _dode(een: Dode) -> DodeUit:
    return DodeUit.model_validate(vars(een))
