"""That pages are judged at all: each way of judging finds what is wrong when something is."""

import pytest

from tests.web.kijker import Kijker, meeluisteren

GOED = '<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8"><title>Goed</title></head><body></body></html>'


def test_a_field_without_a_label_is_found(kijker: Kijker) -> None:
    page = kijker.als()
    page.goto("/")
    page.evaluate("document.querySelector('label').remove()")
    with pytest.raises(AssertionError, match="label"):
        kijker.keur_stand(page, "begin", html=GOED)


def test_html_that_is_not_valid_is_found(kijker: Kijker) -> None:
    page = kijker.als()
    page.goto("/")
    with pytest.raises(AssertionError, match="no valid HTML"):
        kijker.keur_stand(page, "begin", html="<!DOCTYPE html><html lang='nl'><p><div></p></html>")


def test_a_page_that_is_too_wide_is_found(kijker: Kijker) -> None:
    page = kijker.als()
    page.goto("/")
    page.evaluate("document.querySelector('h1').textContent = 'breed'.repeat(200)")
    page.evaluate("document.querySelector('h1').style.whiteSpace = 'nowrap'")
    with pytest.raises(AssertionError, match="pixels wide"):
        kijker.keur_stand(page, "begin", html=GOED)


def test_what_the_content_security_policy_forbids_is_heard(kijker: Kijker) -> None:
    page = kijker.als()
    with meeluisteren(page) as gezegd:
        page.goto("/")
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">rood</p>')")
        page.wait_for_timeout(100)
    assert any("Content Security Policy" in zin for zin in gezegd)


def test_a_page_without_javascript_is_refused(kijker: Kijker) -> None:
    """It would be waited for without end; nor is anything else of it looked at first."""
    page = kijker.als(None, java_script_enabled=False)
    page.goto("/")
    with pytest.raises(ValueError, match="JavaScript off"):
        kijker.keur_stand(page, "begin", html="<!DOCTYPE html><html lang='nl'><p><div></p></html>")
