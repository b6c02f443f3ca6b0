"""What has a long form is run by ``make faults``."""

from pathlib import Path

from tests import lang

HIER = Path(__file__).parent


def test_what_has_a_long_form_carries_the_mark_by_which_make_faults_finds_it() -> None:
    eigen = {HIER / "lang.py", Path(__file__)}
    modules = {pad: pad.read_text(encoding="utf-8") for pad in HIER.rglob("test_*.py") if pad not in eigen}
    lange = {pad.name for pad, tekst in modules.items() if "from tests.lang import" in tekst}
    assert lange
    assert lange <= {pad.name for pad, tekst in modules.items() if "@pytest.mark.faults" in tekst}


def test_make_faults_asks_for_the_long_form_and_every_other_run_for_the_short_one() -> None:
    (regel,) = [
        regel
        for regel in (HIER.parent / "Makefile").read_text(encoding="utf-8").splitlines()
        if "CASUS_TESTS_LANG" in regel
    ]
    assert "-m faults" in regel
    assert lang.gevallen([1, 2, 3], kort=[2]) == ([1, 2, 3] if lang.LANG else [2])
