"""What a log asks over HTTP, from witnesses that answer in every wrong way there is."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from infra.logboek import Afgekeurd
from infra.logboek.getuigepost import AntwoordTeGroot, GetuigeAdres, GetuigeWeg, Post, stuur

GEDULD = 0.5
Gesprek = Callable[[socket.socket], None]


@contextmanager
def luisteraar(gesprek: Gesprek, *, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """A witness that does this with whoever connects; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as deur:
        deur.settimeout(5)

        def neem_aan() -> None:
            try:
                verbinding, _ = deur.accept()
                with (
                    verbinding,
                    tls.wrap_socket(verbinding, server_side=True) if tls else verbinding as open_,
                ):
                    gesprek(open_)
            except OSError:
                return

        draad = Thread(target=neem_aan, daemon=True)
        draad.start()
        soort = "https" if tls else "http"
        yield f"{soort}://127.0.0.1:{deur.getsockname()[1]}/getuige/"
    draad.join(timeout=5)


def _zegt(*stukken: bytes, tussen: float = 0.0, gehoord: list[bytes] | None = None) -> Gesprek:
    """Say this, whatever is asked, with so many seconds in between."""

    def gesprek(verbinding: socket.socket) -> None:
        data = verbinding.recv(65536)
        while b"kers" not in data:
            data += verbinding.recv(65536)
        if gehoord is not None:
            gehoord.append(data)
        for stuk in stukken:
            verbinding.sendall(stuk)
            time.sleep(tussen)

    return gesprek


def _antwoord(
    inhoud: bytes, *, status: str = "200 OK", soort: str = "text/plain", lengte: int | None = None
) -> bytes:
    aantal = len(inhoud) if lengte is None else lengte
    return f"HTTP/1.1 {status}\r\nContent-Type: {soort}\r\nContent-Length: {aantal}\r\n\r\n".encode() + inhoud


def test_a_request_is_a_post_under_the_prefix_and_the_answer_comes_back_as_it_is() -> None:
    gehoord: list[bytes] = []
    gezegd = _antwoord(b"5\n", status="409 Conflict", soort="Text/X.Tlog.Size; q=1")
    with luisteraar(_zegt(gezegd, gehoord=gehoord)) as adres:
        assert stuur(adres, b"kers") == Post(409, "text/x.tlog.size", b"5\n")
    assert gehoord[0].startswith(b"POST /getuige/add-checkpoint HTTP/1.1\r\n")
    assert gehoord[0].endswith(b"\r\n\r\nkers")


def test_a_redirect_is_not_followed() -> None:
    gezegd = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
    with luisteraar(_zegt(gezegd)) as adres:
        assert stuur(adres, b"kers").status == 302


def _zwijgt(verbinding: socket.socket) -> None:
    while verbinding.recv(65536):
        pass


def _eindeloos(verbinding: socket.socket) -> None:
    _zegt(b"HTTP/1.1 200 OK\r\n\r\n")(verbinding)
    while True:
        verbinding.sendall(bytes(65536))


DRUP = [b"x"] * 60
LIEGENDEN: dict[str, tuple[Gesprek, type[Afgekeurd]]] = {
    "says nothing": (_zwijgt, GetuigeWeg),
    "hangs up": (socket.socket.close, GetuigeWeg),
    "hangs up after the question": (_zegt(), GetuigeWeg),
    "speaks no HTTP": (_zegt(b"kers\r\n\r\n"), GetuigeWeg),
    "says a status that is none": (_zegt(b"HTTP/1.1 kers OK\r\n\r\n"), GetuigeWeg),
    "says less than it promises": (_zegt(_antwoord(b"5\n", lengte=3)), GetuigeWeg),
    "says a chunk that is none": (
        _zegt(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nkers\r\n"),
        GetuigeWeg,
    ),
    "drips its headers": (_zegt(b"HTTP/1.1 200 OK\r\n", *DRUP, tussen=0.05), GetuigeWeg),
    "drips its body": (_zegt(_antwoord(b"", lengte=60), *DRUP, tussen=0.05), GetuigeWeg),
    "drips a body without an end": (_zegt(b"HTTP/1.1 200 OK\r\n\r\n", *DRUP, tussen=0.05), GetuigeWeg),
    "says too much": (_zegt(_antwoord(bytes(70_000))), AntwoordTeGroot),
    "never ends": (_eindeloos, AntwoordTeGroot),
    "has a header without end": (_zegt(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n"), GetuigeWeg),
    "has headers without end": (_zegt(b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 200 + b"\r\n"), GetuigeWeg),
}


@pytest.mark.parametrize("wie", LIEGENDEN)
def test_a_witness_that_does_not_answer_as_it_must_is_a_named_fault_in_time(wie: str) -> None:
    gesprek, fout = LIEGENDEN[wie]
    with luisteraar(gesprek) as adres:
        begin = time.monotonic()
        with pytest.raises(fout):
            stuur(adres, b"kers", geduld=GEDULD)
        assert time.monotonic() - begin < 5 * GEDULD


def test_nobody_at_the_address_is_a_named_fault() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deur:
        poort = deur.getsockname()[1]
    with pytest.raises(GetuigeWeg, match="refused"):
        stuur(f"http://127.0.0.1:{poort}/", b"kers")


@pytest.mark.parametrize(
    "adres",
    [
        *("http://getuige.example/", "http://10.0.0.1/", "ftp://getuige.example/", "getuige.example", ""),
        *("https://", "https://ik:geheim@getuige.example/", "https://getuige.example/?a=1"),
        *(
            "https://getuige.example/#a",
            "https://getuige.example:poort/",
            "https://[::1/",
            "https://gétuige.example/",
        ),
    ],
)
def test_only_https_is_asked_or_this_computer(adres: str) -> None:
    with pytest.raises(GetuigeAdres):
        stuur(adres, b"kers")


# --- TLS --------------------------------------------------------------------------------------------------------


@pytest.fixture
def certificaat(tmp_path: Path) -> Path:
    """A certificate of this computer that signed itself, with its key."""
    sleutel, naam = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kers")]),
    )
    nu = datetime.now(UTC)
    bouw = x509.CertificateBuilder().subject_name(naam).issuer_name(naam).public_key(sleutel.public_key())
    bouw = (
        bouw.serial_number(1).not_valid_before(nu - timedelta(days=1)).not_valid_after(nu + timedelta(days=1))
    )
    adres = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    gemaakt = bouw.add_extension(adres, critical=False).sign(sleutel, hashes.SHA256())
    bestand = tmp_path / "certificaat.pem"
    geheim = sleutel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    bestand.write_bytes(gemaakt.public_bytes(Encoding.PEM) + geheim)
    return bestand


def _tls(certificaat: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificaat)
    return context


def test_a_certificate_that_nobody_vouches_for_is_refused(certificaat: Path) -> None:
    with (
        luisteraar(_zegt(_antwoord(b"5\n")), tls=_tls(certificaat)) as adres,
        pytest.raises(GetuigeWeg, match="certificate"),
    ):
        stuur(adres, b"kers", geduld=5)


def test_a_certificate_that_the_system_trusts_is_asked(
    certificaat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificaat))
    with luisteraar(_zegt(_antwoord(b"5\n")), tls=_tls(certificaat)) as adres:
        assert stuur(adres, b"kers", geduld=5) == Post(200, "text/plain", b"5\n")
    with (
        luisteraar(_zegt(_antwoord(b"", lengte=60), *DRUP, tussen=0.05), tls=_tls(certificaat)) as adres,
        pytest.raises(GetuigeWeg, match="in time"),
    ):
        stuur(adres, b"kers", geduld=GEDULD)


def test_a_handshake_that_does_not_come_is_not_waited_for() -> None:
    with luisteraar(_zwijgt) as adres, pytest.raises(GetuigeWeg, match="in time"):
        stuur(adres.replace("http:", "https:"), b"kers", geduld=GEDULD)
