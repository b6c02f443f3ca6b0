"""The pages of a concept of a melding: go on with it, and throw it away. It is saved and brought in in ``melden``."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query
from starlette.responses import HTMLResponse, Response

from api.aanmelding import Code
from api.rechten import Recht
from api.rest.concepten import gooi_concept_weg
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.web.conceptstand import kop_van, lees_invoer
from api.web.formulier import Formulier, Ingevuld
from api.web.melden import maak_formulier, toon_formulier
from api.web.scherm import Kruimel, Menupunt, Tekenaar, verder
from api.wegen import Wegen

MENU: tuple[Menupunt, ...] = ()

router = Wegen()

Melder = Annotated[Toegang, Mag(Recht.AANMELDEN, doel="melding")]
ConceptId = Annotated[UUID, Path(alias="conceptId")]


@router.get("/meldingen/concepten/{conceptId}")
def ga_verder(
    scherm: Tekenaar,
    toegang: Melder,
    concept_id: ConceptId,
    gedaan: Annotated[Code | None, Query(description="Wat zojuist is gedaan.")] = None,
) -> HTMLResponse:
    """The form as it was last saved."""
    tafel, invoer = lees_invoer(toegang, concept_id)
    bij = toegang.tafel(tafel)
    return toon_formulier(scherm, toegang, bij, maak_formulier(toegang, bij, invoer), gedaan=gedaan or "")


@router.get("/meldingen/concepten/{conceptId}/weggooien")
def vraag_weggooien(scherm: Tekenaar, toegang: Melder, concept_id: ConceptId) -> HTMLResponse:
    """Ask whether it may go."""
    concept = kop_van(toegang, concept_id)
    bij = toegang.tafel(concept.tafel)
    pad = f"/meldingen/concepten/{concept_id}"
    return scherm.toon(
        "melden/weggooien.html",
        toegang,
        [Kruimel("Meldingen", f"/meldingen?tafel={bij.id}"), Kruimel("Concept", pad), Kruimel("Weggooien")],
        tafel=bij,
        concept=concept,
        formulier=Formulier(f"{pad}/weggooien", "Gooi het concept weg", (), gevaar=True),
        terug=pad,
    )


@router.post("/meldingen/concepten/{conceptId}/weggooien")
def gooi_weg(toegang: Melder, concept_id: ConceptId, _: Ingevuld) -> Response:
    """Throw it away, as it is by now."""
    tafel = kop_van(toegang, concept_id).tafel
    gooi_concept_weg(concept_id, toegang)
    return verder(f"/meldingen?tafel={tafel}&gedaan=weggegooid")
