"""What an operator may set, all through ``CASUS_...`` variables of the environment."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

GRENS = r"^[1-9][0-9]{0,8}/([1-9][0-9]{0,3})?(second|minute|hour)$"
"""So many in a second, a minute, an hour, or in some of them: ``30/5minute``."""
MAILADRES = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$"
"""An address as mail servers take it without quotes."""


def _standaard_datamap() -> Path:
    """One ignored folder in the checkout; where there is no checkout, in the working directory."""
    checkout = Path(__file__).resolve().parent.parent
    basis = checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()
    return basis / ".casus-data"


class Settings(BaseSettings):
    """The settings of one run of the service."""

    model_config = SettingsConfigDict(env_prefix="CASUS_", extra="ignore", str_strip_whitespace=True)

    data: Annotated[Path, Field(default_factory=_standaard_datamap)]
    """Folder for the embedded database, the keys, and the key of the demo issuer."""

    database_url: SecretStr | None = None
    """A PostgreSQL of version 15 or later; without it the embedded one is used."""

    migratie_database_url: SecretStr | None = None
    """The same database as its owner, for migrations; without it ``database_url`` is used for both."""

    lees_database_url: SecretStr | None = None
    """A streaming replica of that server: lists are read there as long as it keeps up."""

    databasebestanden: Path | None = None
    """The data directory of the database server, where it can be read from here: the nacontrole searches it."""

    kek_bestand: Path | None = None
    """The key-encryption key, outside the database; by default in the data folder."""

    kek_pkcs11_module: Path | None = None
    """The PKCS#11 module of an HSM; with it the first KEK is made there, and one in a file can be moved there."""

    kek_pkcs11_token: Annotated[str, Field(min_length=1, max_length=32)] = "casus"  # noqa: S105 a label
    """The label of the token in that HSM; it is of this service alone."""

    kek_pkcs11_pin: SecretStr | None = None
    """The PIN of that token; better is a file."""

    kek_pkcs11_pin_bestand: Path | None = None
    """The file with that PIN, which only its owner can read."""

    sleutelkopie_bestand: Path | None = None
    """The copy of the wrapped keys, which an older backup needs; by default in the data folder."""

    reservekopie_bestand: Path | None = None
    """The day of the last backup, as the job that makes them writes it there; by default in the data folder."""

    logboek: Path | None = None
    """Folder for the signed checkpoints, best on another disk under another account; by default in the data folder."""

    logboek_naam: Annotated[str, Field(pattern=r"^[^\s+\x00-\x1f]{1,200}$")] = "casus.example/logboek"
    """The origin on every checkpoint, which names this log for ever: a domain of your own and a path."""

    logboek_sleutel_bestand: Path | None = None
    """The key that signs the checkpoints; by default in the data folder."""

    logboek_beleid: Path | None = None
    """Which witnesses cosign the checkpoints, and how many must (C2SP tlog-policy); by default in the data folder."""

    getuige: Path | None = None
    """The folder of a witness that runs here for the logs of others; by default in the data folder."""

    verantwoordelijke: Annotated[str, Field(max_length=500)] = ""
    """Name and address of the verwerkingsverantwoordelijke, as somebody reads it who asked for inzage."""

    fg: Annotated[str, Field(max_length=500)] = ""
    """How somebody reaches the functionaris voor gegevensbescherming, as it stands beside that."""

    grens_per_persoon: Annotated[str, Field(pattern=GRENS)] = "600/minute"
    """How often one person or system may ask something."""

    grens_per_organisatie: Annotated[str, Field(pattern=GRENS)] = "6000/minute"
    """The same for all of one organisation together."""

    grens_per_adres: Annotated[str, Field(pattern=GRENS)] = "12000/minute"
    """The same for one address, before it is known who asks; behind a proxy all may come from one."""

    grens_mislukt: Annotated[str, Field(pattern=GRENS)] = "30/5minute"
    """How often an address may come without a token or session that counts."""
    omgeving: Literal["productie", "demo"] | None = None
    """Whether the demo's issuer counts. Without it: production as soon as there is another, or others reach us."""

    adres: Annotated[str, Field(max_length=200)] = ""
    """The address at which others reach the service, such as ``https://casus.example.nl``: for sign-in and links."""

    oidc_uitgever: Annotated[str, Field(max_length=500)] = ""
    """The issuer at which people sign in (OpenID Connect), exactly as it names itself."""

    oidc_client: Annotated[str, Field(min_length=1, max_length=200)] = "casus"
    """The id under which that issuer knows this service."""

    oidc_sleutel_bestand: Path | None = None
    """The key with which this service shows that issuer who it is; by default in the data folder."""

    oidc_geheim: SecretStr | None = None
    """For a trial on this computer with an issuer that knows no such key: a shared secret. Never in production."""

    oidc_algoritmen: Annotated[str, Field(pattern=r"^(ES256|PS256|RS256)( (ES256|PS256|RS256))*$")] = (
        "ES256 PS256"
    )
    """How that issuer may sign its ID tokens; RS256 only where it knows nothing better."""

    systeemuitgevers: Annotated[str, Field(max_length=2000)] = ""
    """The issuers of tokens for systems, with spaces between them."""

    doelgroep: Annotated[str, Field(max_length=500)] = ""
    """The audience that tokens for systems must name; by default the address of the service."""

    vertrouwde_proxys: Annotated[str, Field(max_length=500)] = ""
    """Addresses of reverse proxies whose word on the real caller counts, with commas between them."""

    oin: Annotated[str, Field(pattern=r"^[0-9]{20}$")] | None = None
    """The Organisatie-identificatienummer of who sends messages; without it nobody can subscribe."""

    berichten_domein: Annotated[str, Field(pattern=r"^nl(\.[a-z0-9][a-z0-9-]*)+$")] = "nl.example"
    """A domain of your own, backwards: what the type of every message begins with."""

    berichten_netten: Annotated[str, Field(pattern=r"^[0-9A-Fa-f.:/, ]*$")] = ""
    """Networks inside, such as 10.1.0.0/16, to which messages may go as well; with a comma between them."""

    berichten_sleutel_bestand: Path | None = None
    """The keys that sign messages; by default in the data folder."""

    berichten_pogingen: Annotated[int, Field(ge=1, le=50)] = 16
    """How often a message is tried, ever later, before somebody has to look at it: with 16 over a day."""

    berichten_pauze_na: Annotated[int, Field(ge=1, le=240)] = 12
    """Hours that an endpoint fails without a break before it is left alone until somebody resumes it."""

    berichten_bewaren: Annotated[int, Field(ge=1, le=365)] = 30
    """Days that a message that arrived stays on record, and that its link works."""

    smtp_host: str | None = None
    """The mail server; without it no mail is sent."""

    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_tls: Literal["starttls", "tls", "geen"] = "starttls"
    """How the connection is protected; ``geen`` for a mail server on this computer alone."""

    smtp_gebruiker: str | None = None
    smtp_wachtwoord: SecretStr | None = None
    """The login at the mail server, if it asks for one; better is a file."""

    smtp_wachtwoord_bestand: Path | None = None
    """The file with that password."""

    smtp_afzender: Annotated[str, Field(pattern=MAILADRES)] | None = None
    """Who mail is from: a mailbox that somebody reads."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    lognivo: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def kek(self) -> Path:
        """Where the KEK is."""
        return self.kek_bestand or self.data / "sleutels" / "kek.json"

    @property
    def sleutelkopie(self) -> Path:
        """Where the copy of the wrapped keys is."""
        return self.sleutelkopie_bestand or self.data / "sleutels" / "sleutelkopie.jsonl"

    @property
    def reservekopie(self) -> Path:
        """Where the day of the last backup stands, with which a verklaring is made."""
        return self.reservekopie_bestand or self.data / "reservekopie"

    @property
    def logboekmap(self) -> Path:
        """Where the checkpoints are."""
        return self.logboek or self.data / "logboek"

    @property
    def register(self) -> Path:
        """Where the register of destructions is, of which there is a copy beside that of the keys."""
        return self.logboekmap / "vernietigingen.jsonl"

    @property
    def logboeksleutel(self) -> Path:
        """Where the key is that signs the checkpoints."""
        return self.logboek_sleutel_bestand or self.data / "sleutels" / "logboek.skey"

    @property
    def beleid(self) -> Path:
        """Where the policy is that names the witnesses of our checkpoints."""
        return self.logboek_beleid or self.data / "beleid"

    @property
    def getuigemap(self) -> Path:
        """Where a witness that runs here keeps its key and its memory."""
        return self.getuige or self.data / "getuige"

    @property
    def van_inzagen(self) -> "Settings":
        """The settings of the read log: its own origin, folder, key and policy, each beside that of the logboek."""
        sleutel = self.logboeksleutel
        return self.model_copy(
            update={
                "logboek_naam": f"{self.logboek_naam}/inzagen",
                "logboek": self.logboekmap / "inzagen",
                "logboek_sleutel_bestand": sleutel.with_name(f"inzagen-{sleutel.name}"),
                "logboek_beleid": self.beleid.with_name(f"inzagen-{self.beleid.name}"),
            }
        )

    @property
    def link(self) -> str:
        """What a link to this service begins with."""
        return self.adres.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def berichtensleutel(self) -> Path:
        """Where the keys are that sign messages."""
        return self.berichten_sleutel_bestand or self.data / "sleutels" / "berichten.json"

    @property
    def tokensleutel(self) -> Path:
        """Where the demo issuer keeps the key that signs its tokens."""
        return self.data / "sleutels" / "demo-uitgever.json"

    @property
    def oidc_sleutel(self) -> Path:
        """Where the key is with which this service shows the issuer of people who it is."""
        return self.oidc_sleutel_bestand or self.data / "sleutels" / "oidc-client.json"
