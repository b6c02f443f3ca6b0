"""The table of rights: everything stands in it once, and what cannot be is refused by file, line, field and reason."""

import re
import shutil
from pathlib import Path

import pytest

from api.rechten import GAAT_OVER_NIEMAND, HOGE_RECHTEN, TOONT_MENSEN
from domain.rollen import Rol
from infra.inzage.regel import Inzagegrond
from infra.lezer import DefinitieFout
from infra.rechten import BESTAND, Bereik, Houder, Recht, Zicht, lees_rechten, rechttabel

TOML = Path(__file__).parents[2] / "infra/definities" / BESTAND


def test_every_role_and_every_right_is_in_the_data_and_nothing_else() -> None:
    tabel = rechttabel()
    assert set(tabel.rollen) == set(Rol)
    assert set(tabel.rechten) == set(Recht)
    assert {regel.code for regel in tabel.rechten.values()} == {recht.code for recht in Recht}


@pytest.mark.parametrize("recht", Recht)
def test_the_code_of_a_right_leads_back_to_it(recht: Recht) -> None:
    assert Recht.van_code(recht.code) is recht


def test_what_shows_people_is_not_about_nobody() -> None:
    assert not TOONT_MENSEN & GAAT_OVER_NIEMAND


DIE_BESLISSEN = {
    *(Recht.TRIEREN, Recht.GEZAG_BEOORDELEN, Recht.SCHALEN, Recht.AFSLUITEN, Recht.DOORGEVEN, Recht.PLAN),
    *(
        Recht.LIJST_CONTROLEREN,
        Recht.LIJST_GOEDKEUREN,
        Recht.LIJST_UITVOEREN,
        Recht.INSTEMMEN,
        Recht.PROTOCOL,
    ),
    *(Recht.VERZOEK_BESLUITEN, Recht.VERZOEK_BEHANDELEN, Recht.BEPERKEN, Recht.OPSCHORTEN, Recht.INZAGEDOEL),
}


def test_a_system_decides_nothing_and_never_looks_for_a_purpose_of_its_own() -> None:
    assert not DIE_BESLISSEN & set(rechttabel().van_systemen.values())
    assert not HOGE_RECHTEN & set(rechttabel().van_systemen.values())


def test_destroying_and_looking_for_a_purpose_ask_for_a_fresh_sign_in() -> None:
    assert {
        *(Recht.LIJST_GOEDKEUREN, Recht.LIJST_UITVOEREN, Recht.VERZOEK_VERWIJDEREN, Recht.VERZOEK_BEHANDELEN),
        *(Recht.INZAGEDOEL, Recht.PROTOCOL),
    } <= HOGE_RECHTEN


def test_who_decides_and_who_checks_are_kept_apart() -> None:
    """The secretaris never decides; who looks after the data reads no case (documents [1], [2], [4])."""
    tabel = rechttabel()
    beslist = (Recht.TRIEREN, Recht.SCHALEN, Recht.AFSLUITEN, Recht.GEZAG_BEOORDELEN)
    assert all(Rol.SECRETARIS not in tabel.rechten[recht].rollen for recht in beslist)
    zonder_inhoud = {Rol.COMPLIANCE, Rol.FG, Rol.ARCHIVARIS, Rol.BEHEERDER}
    for rol in zonder_inhoud:
        assert rol not in tabel.rechten[Recht.CASUS_LEZEN].rollen
        assert not {Zicht.INHOUD, Zicht.INHOUD_MET_DOEL, Zicht.BSN} & set(tabel.rollen[rol].ziet)
    voorstel, oordeel = (
        set(tabel.rechten[recht].rollen) for recht in (Recht.LIJST_VOORSTELLEN, Recht.LIJST_GOEDKEUREN)
    )
    assert not voorstel & oordeel


def test_the_work_on_cases_is_no_ground_of_the_auditor_and_the_only_one_of_others() -> None:
    for rol, regel in rechttabel().rollen.items():
        mag = rol in rechttabel().rechten[Recht.INZAGEDOEL].rollen
        assert bool(regel.gronden) == mag, rol
        assert (Inzagegrond.NOODGEVAL in regel.gronden) == (mag and rol is not Rol.AUDITOR), rol


# --- what is refused ---


@pytest.fixture
def eigen(tmp_path: Path) -> Path:
    for naam in (BESTAND, "bronnen.toml"):
        shutil.copy2(TOML.with_name(naam), tmp_path / naam)
    return tmp_path


def blok(veld: str, waarde: str) -> str:
    """The part of the file that tells of one role or right."""
    tekst = TOML.read_text()
    begin = tekst.index(f'[[{veld}]]\n{veld} = "{waarde}"')
    return tekst[begin : tekst.index("\n\n", begin)]


DEELNEMER = blok("rol", "deelnemer")
LEZEN = blok("recht", "een casus lezen")
LIJST = blok("recht", "een vernietigingslijst uitvoeren")
BEHEERDER = blok("rol", "beheerder")


@pytest.mark.parametrize(
    ("was", "wordt", "zin"),
    [
        (DEELNEMER, "", r"rol: must tell of each; missing are: deelnemer"),
        (LEZEN, "", r"recht: must tell of each; missing are: een casus lezen"),
        (DEELNEMER, f"{DEELNEMER}\n\n{DEELNEMER}", r"rol\[\d+\].*'deelnemer' is there twice|there twice"),
        (LEZEN, f"{LEZEN}\n\n{LEZEN}", r"'casus-lezen' is there twice"),
        (
            LEZEN,
            LEZEN.replace("auditor", "buurman"),
            r"rollen\[\d\]: must be one of melder, .* not 'buurman'",
        ),
        (LEZEN, LEZEN.replace("casus-lezen", "lezen"), r"code: must be 'casus-lezen'"),
        (LEZEN, LEZEN.replace('over = "mensen"\n', ""), r"over: is missing"),
        (LEZEN, LEZEN + '\nook = "dit"', r"ook: is no known field"),
        (LEZEN, LEZEN.replace('["mens", "systeem"]', '["systeem"]'), r"open_voor: must have 'mens'"),
        (LIJST, LIJST.replace('["mens"]', '["mens", "systeem"]'), r"open_voor: must not have 'systeem'"),
        (DEELNEMER, DEELNEMER.replace('["inhoud"]', '["burgerservicenummers"]'), r"ziet: must have 'inhoud'"),
        (
            DEELNEMER,
            DEELNEMER.replace('"AVG"', '"Horen zeggen"'),
            r"document: 'Horen zeggen' is not a document",
        ),
        ("na_dagen = 365", "na_dagen = 0", r"herziening.na_dagen: must be from 1 to 3660, not 0"),
        (BEHEERDER, BEHEERDER.replace("ziet = []", 'ziet = ["inhoud"]'), r"ziet: must be empty"),
        (
            DEELNEMER,
            DEELNEMER.replace('["inhoud"]', '["inhoud", "inhoud, met een vastgelegd doel"]'),
            r"ziet: must say one of",
        ),
    ],
    ids=[
        *("a role less", "a right less", "a role twice", "a right twice", "an unknown role", "another code"),
        *("a field less", "a field more", "for systems alone", "a system signs in anew", "names, no content"),
        *("an unknown source", "never looked at again"),
        *("content out of reach", "content twice"),
    ],
)
def test_what_cannot_be_is_refused_with_file_line_field_and_reason(
    eigen: Path, was: str, wordt: str, zin: str
) -> None:
    tekst = TOML.read_text()
    assert was in tekst
    assert was != wordt, "the example no longer fits the file"
    (eigen / BESTAND).write_text(tekst.replace(was, wordt, 1))
    with pytest.raises(DefinitieFout) as gevangen:
        lees_rechten(eigen)
    assert re.match(rf"{BESTAND}(, line \d+)?: ", str(gevangen.value))
    assert re.search(zin, str(gevangen.value))


def test_a_right_that_nobody_has_is_refused(eigen: Path) -> None:
    zonder = re.sub(r"rollen = \[[^\]]*\]", "rollen = []", LIJST)
    (eigen / BESTAND).write_text(TOML.read_text().replace(LIJST, zonder))
    with pytest.raises(DefinitieFout, match=r"rollen: must not be empty"):
        lees_rechten(eigen)


def test_the_table_is_the_one_in_force() -> None:
    assert lees_rechten() == rechttabel()
    assert rechttabel().rollen[Rol.BEHEERDER].bereik is Bereik.GEEN
    assert all(Houder.MENS in regel.open_voor for regel in rechttabel().rechten.values())
