"""Certificates of an authority that nobody knows but who is told of it."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

HIER = x509.IPAddress(ip_address("127.0.0.1"))
ELDERS = x509.DNSName("elders.example.nl")
DAG = timedelta(days=1)


@dataclass(frozen=True)
class Gezag:
    """An authority; all that it makes stands in this folder."""

    map: Path

    @cached_property
    def _sleutel(self) -> EllipticCurvePrivateKey:
        return generate_private_key(SECP256R1())

    @cached_property
    def bestand(self) -> Path:
        """Its own certificate, for who has to trust it."""
        nu = datetime.now(UTC)
        bouw = _bouw("Verzonnen gezag", self._sleutel, self._sleutel, nu - 30 * DAG, nu + 30 * DAG)
        bouw = bouw.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        bestand = self.map / "gezag.pem"
        bestand.write_bytes(bouw.sign(self._sleutel, hashes.SHA256()).public_bytes(Encoding.PEM))
        return bestand

    def server(self, naam: x509.GeneralName = HIER, *, tot: timedelta = DAG) -> ssl.SSLContext:
        """What a server shows that has this name; ``tot`` is how long from now that is good."""
        sleutel, eind = generate_private_key(SECP256R1()), datetime.now(UTC) + tot
        bouw = _bouw("Verzonnen gezag", self._sleutel, sleutel, eind - 2 * DAG, eind)
        bouw = bouw.add_extension(x509.SubjectAlternativeName([naam]), critical=False)
        geheim = sleutel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        bestand = self.map / "server.pem"
        bestand.write_bytes(bouw.sign(self._sleutel, hashes.SHA256()).public_bytes(Encoding.PEM) + geheim)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(bestand)
        return context


def _bouw(
    uitgever: str,
    van_uitgever: EllipticCurvePrivateKey,
    sleutel: EllipticCurvePrivateKey,
    van: datetime,
    tot: datetime,
) -> x509.CertificateBuilder:
    """What every certificate has; one of the authority itself bears its name."""
    zelf = sleutel is van_uitgever
    return (
        x509.CertificateBuilder()
        .issuer_name(_naam(uitgever))
        .subject_name(_naam(uitgever if zelf else "Verzonnen server"))
        .public_key(sleutel.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(van)
        .not_valid_after(tot)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(van_uitgever.public_key()), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(sleutel.public_key()), critical=False)
    )


def _naam(wie: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, wie)])
