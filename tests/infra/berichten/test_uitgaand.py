"""Where messages may go: never inside, whatever a name or an address says, and never for longer than allowed."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from threading import Thread

import pytest

from infra.berichten.uitgaand import (
    AdresKanNiet,
    GeenAntwoord,
    Ip,
    eis_toegestaan,
    keur_adres,
    lees_adres,
    lees_netten,
    stuur,
)

BUITEN = "93.184.216.34"
HIER = lees_netten("127.0.0.0/8")

NAAR_BINNEN = {
    "this computer": "127.0.0.1",
    "any address of it": "0.0.0.0",  # noqa: S104 it is refused
    "a private network": "10.1.2.3",
    "another private network": "192.168.1.1",
    "the metadata of a cloud": "169.254.169.254",
    "the metadata of another cloud": "192.0.0.192",
    "a shared network": "100.64.0.1",
    "many at once": "224.0.0.1",
    "this computer in IPv6": "::1",
    "a private network in IPv6": "fd00::1",
    "the next computer in IPv6": "fe80::1",
    "IPv4 inside, mapped": "::ffff:10.1.2.3",
    "IPv4 inside, by 6to4": "2002:0a01:0203::1",
    "IPv4 inside, by NAT64": "64:ff9b::0a01:0203",
    "IPv4 of this computer, compatible": "::127.0.0.1",
    "IPv4 of this computer, translated": "::ffff:0:127.0.0.1",
    "IPv6 of a site": "fec0::1",
    "IPv6 of documentation": "3fff::1",
    "segment routing": "5f00::1",
    "a relay of 6to4": "192.88.99.1",
    "the computer underneath, in a cloud": "168.63.129.16",
    "IPv4 inside, by Teredo": "2001:0:4136:e378:8000:63bf:f5fe:fdfc",
}

GEEN_ADRES = {
    "no scheme": "casus.example.nl/berichten",
    "another scheme": "ftp://casus.example.nl/",
    "a file": "file:///etc/passwd",
    "no host": "https:///berichten",
    "a login": "https://wie:wachtwoord@casus.example.nl/",
    "a question": "https://casus.example.nl/?sleutel=1",
    "a fragment": "https://casus.example.nl/#hier",
    "a port that is none": "https://casus.example.nl:99999/",
    "a line end": "https://casus.example.nl/\r\nX-Kop: 1",
    "a space": "https://casus.example.nl/een twee",
    "too long": f"https://casus.example.nl/{'a' * 500}",
}


@pytest.mark.parametrize("ip", NAAR_BINNEN.values(), ids=NAAR_BINNEN)
def test_an_address_inside_is_refused_alone_and_among_others(ip: str) -> None:
    adres = lees_adres("https://partner.example.nl/berichten")
    for ips in ([ip_address(ip)], [ip_address(BUITEN), ip_address(ip)]):
        with pytest.raises(AdresKanNiet):
            eis_toegestaan(adres, ips, ())


def test_an_address_outside_is_taken_and_one_inside_only_when_it_is_let_in() -> None:
    adres = lees_adres("https://partner.example.nl/berichten")
    assert eis_toegestaan(adres, [ip_address(BUITEN)], ()) == ip_address(BUITEN)
    binnen = ip_address("10.1.2.3")
    assert eis_toegestaan(adres, [binnen], lees_netten("10.1.0.0/16")) == binnen
    verpakt = ip_address("::ffff:10.1.2.3")
    assert eis_toegestaan(adres, [verpakt], lees_netten("192.168.0.0/16, 10.1.0.0/16")) == verpakt
    with pytest.raises(AdresKanNiet):
        eis_toegestaan(adres, [ip_address("10.2.2.3")], lees_netten("10.1.0.0/16"))
    with pytest.raises(AdresKanNiet):
        eis_toegestaan(adres, [], ())


def test_without_tls_nothing_leaves_this_computer() -> None:
    adres = lees_adres("http://partner.example.nl/berichten")
    hier = ip_address("127.0.0.1")
    assert eis_toegestaan(adres, [hier], HIER) == hier
    for ip in (BUITEN, "10.1.2.3"):
        with pytest.raises(AdresKanNiet):
            eis_toegestaan(adres, [ip_address(ip)], lees_netten("10.0.0.0/8"))


@pytest.mark.parametrize("url", GEEN_ADRES.values(), ids=GEEN_ADRES)
def test_what_is_no_address_for_messages_is_refused(url: str) -> None:
    with pytest.raises(AdresKanNiet) as gevonden:
        lees_adres(url)
    assert "wachtwoord" not in str(gevonden.value)


def test_a_subscription_is_not_taken_for_a_name_that_leads_inside() -> None:
    keur_adres("http://127.0.0.1:8000/berichten", HIER)
    for url in (
        "https://localhost/berichten",
        "http://127.0.0.1:8000/",
        "https://2130706433/",
        "https://0x7f.1/",
    ):
        with pytest.raises(AdresKanNiet):
            keur_adres(url, ())


def test_without_tls_that_is_said_also_of_a_name_that_nobody_knows() -> None:
    with pytest.raises(AdresKanNiet, match="https://"):
        keur_adres("http://onbekend.invalid/berichten", HIER)
    with pytest.raises(AdresKanNiet, match="niet bekend"):
        keur_adres("https://onbekend.invalid/berichten", HIER)


def test_a_name_that_changes_after_it_was_looked_up_changes_nothing() -> None:
    """The connection goes to the address that was looked at; the name is not asked again."""
    gevraagd = []

    def zoek_op(host: str, poort: int) -> tuple[Ip, ...]:
        gevraagd.append((host, poort))
        return (ip_address("127.0.0.1"),)

    with ontvanger(b"HTTP/1.1 204 No Content\r\n\r\n") as poort:
        url = f"http://partner.example.nl:{poort}/berichten"
        assert stuur(url, b"{}", {}, netten=HIER, zoek_op=zoek_op) == 204
    assert len(gevraagd) == 1


def test_no_redirect_is_followed() -> None:
    antwoord = b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"
    with ontvanger(antwoord) as poort:
        assert stuur(f"http://127.0.0.1:{poort}/", b"{}", {}, netten=HIER) == 302


@pytest.mark.parametrize(
    "antwoord", [b"", b"HTTP/1.1 ", b"geen http\r\n\r\n"], ids=["none", "half", "no HTTP"]
)
def test_what_is_no_answer_is_a_kind_of_fault_and_no_text(antwoord: bytes) -> None:
    with ontvanger(antwoord) as poort, pytest.raises(GeenAntwoord) as gevonden:
        stuur(f"http://127.0.0.1:{poort}/", b"{}", {}, netten=HIER)
    assert str(gevonden.value).isidentifier()


def test_an_answer_that_comes_a_byte_at_a_time_ends_in_time() -> None:
    with ontvanger(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200, traag=0.05) as poort:
        begin = time.monotonic()
        with pytest.raises(GeenAntwoord, match="TimeoutError"):
            stuur(f"http://127.0.0.1:{poort}/", b"{}", {}, netten=HIER, geduld=0.5)
    assert time.monotonic() - begin < 3


@contextmanager
def ontvanger(antwoord: bytes, *, traag: float = 0.0) -> Iterator[int]:
    """Answers one request with these bytes, at once or one by one, and gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as luisteraar:
        luisteraar.settimeout(10)

        def antwoord_een() -> None:
            deur, _ = luisteraar.accept()
            with deur:
                deur.settimeout(10)
                deur.recv(65536)
                try:
                    for byte in [antwoord[i : i + 1] for i in range(len(antwoord))] if traag else [antwoord]:
                        deur.sendall(byte)
                        time.sleep(traag)
                except OSError:
                    return

        draad = Thread(target=antwoord_een)
        draad.start()
        yield luisteraar.getsockname()[1]
        draad.join()
