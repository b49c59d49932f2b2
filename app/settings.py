"""Settings of the hub, typed, read once in `main` or `cli`: variables HUB_… of the environment, or files of secrets."""

from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

MEGABYTE = 1024 * 1024
SECRETS = Path("/run/secrets")  # where Compose and Kubernetes mount files, here named as the settings: hub_mongo_uri


class SignUp(StrEnum):
    """Who may sign up."""

    APPROVAL = "approval"
    OPEN = "open"
    CLOSED = "closed"


class Settings(BaseSettings):
    """All that can be configured; `medhub config` prints it with secrets masked."""

    model_config = SettingsConfigDict(
        env_prefix="HUB_", frozen=True, extra="ignore", secrets_dir=SECRETS if SECRETS.is_dir() else None
    )

    data: Path = Field(default=Path("data"), description="Folder of everything that the hub keeps on this machine.")
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, description="Port to listen on.")
    demo: bool = Field(
        default=False, description="Demo mode: keys are made at first start and plain HTTP cookies are allowed."
    )
    mongo_uri: SecretStr | None = Field(
        default=None, description="MongoDB to use; without it the hub starts the embedded database as its child."
    )
    database: str = Field(default="medhub", description="Name of the database.")
    secret_key: SecretStr | None = Field(
        default=None,
        description="Signs the sessions; at least 32 characters. Without it keys are made in data/keys, one a month.",
    )
    secret_key_before: SecretStr | None = Field(
        default=None, description="The key before it, while sessions that it signed may live: a quarter of an hour."
    )
    admin_email: str = Field(
        default="admin@hub.example", description="First administrator, made when there is no user."
    )
    admin_password: SecretStr | None = Field(
        default=None, description="Password of the first administrator; without it one is made and printed once."
    )
    signup: SignUp = Field(
        default=SignUp.APPROVAL,
        description="Who may sign up: approval (an administrator must accept), open, or closed (nobody).",
    )
    url: str | None = Field(
        default=None, description="Address of the hub as people type it, for links in mail; https://hub.example"
    )
    institution: str = Field(
        default="Medical Data Hub", description="Who publishes collections, as catalogues of data name it."
    )
    contact: str | None = Field(
        default=None, description="Its e-mail address for questions on data; the first administrator's when not given."
    )
    access_body: str | None = Field(
        default=None, description="Health data access body that decides on access (EHDS), for records of catalogues."
    )
    access_body_contact: str | None = Field(default=None, description="Its e-mail address.")
    smtp_host: str | None = Field(default=None, description="Mail server; without it the hub sends no mail.")
    smtp_port: int = Field(default=587, description="Port of the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="Protection of the connection to it: starttls, tls or none."
    )
    smtp_user: str | None = Field(default=None, description="User at the mail server, when it asks for one.")
    smtp_password: SecretStr | None = Field(default=None, description="Password at the mail server.")
    mail_from: str = Field(default="hub@localhost", description="Sender of mail.")
    ldap_servers: str = Field(
        default="", description="Directories of accounts, by commas in the order to try: ldaps://ldap.hospital.example"
    )
    ldap_user_base: str = Field(default="", description="Where its people are: ou=people,dc=hospital,dc=example")
    ldap_user_filter: str = Field(
        default="(&(objectClass=inetOrgPerson)(mail={}))", description="Finds a person; {} is the address."
    )
    ldap_bind_name: str = Field(default="", description="The hub's own entry there, which may search.")
    ldap_bind_password: SecretStr | None = Field(default=None, description="Its password.")
    ldap_group_base: str | None = Field(default=None, description="Where its groups are; without it nobody has a role.")
    ldap_group_filter: str = Field(
        default="(&(objectClass=groupOfNames)(member={}))", description="Finds the groups of a person; {} is its entry."
    )
    ldap_roles: dict[str, str] = Field(
        default_factory=dict, description='Role by group, the first counts: {"cn=doctors,ou=groups,dc=…": "DOCTOR"}'
    )
    ldap_start_tls: bool = Field(default=False, description="Protect ldap:// by StartTLS.")
    ldap_ca_file: Path | None = Field(default=None, description="Certificates to trust; the system's when not given.")
    ldap_sign_up_base: str | None = Field(
        default=None, description="Where people who sign up get an entry; without it they get an account of the hub."
    )
    trusted_proxies: str = Field(
        default="",
        description="Addresses or networks, by commas, of proxies whose X-Forwarded-For and -Proto count.",
    )
    retention: dict[str, Annotated[int, Field(ge=1)]] = Field(
        default_factory=dict,
        description='Days to keep what, for `medhub retention`: {"PATIENTS": 3650, "QUARANTINE": 90, "UPLOADS": 90, '
        '"SIGN_INS": 90, "AUDIT": 3650}; what is not named is kept for ever.',
    )
    encrypt_storage: bool = Field(
        default=False,
        description="Encrypt stored images and thumbnails too; what was uploaded is always encrypted until it is gone.",
    )
    key_ring: Path | None = Field(
        default=None, description="Folder of the keys that wrap all others; data/keys when not given."
    )
    trusted_documents: bool = Field(
        default=False,
        description="Let people and anonymous callers run persisted documents only; API tokens run what they were made for.",
    )
    workers: int | None = Field(default=None, ge=1, description="Worker processes; as many as cores when not given.")
    web: Path = Field(
        default=Path(__file__).parent.parent / "web" / "dist", description="Folder of the built single-page app."
    )
    max_file_bytes: int = Field(default=2048 * MEGABYTE, description="Largest file of an upload.")
    max_request_bytes: int = Field(default=4096 * MEGABYTE, description="Largest request body.")
    secure_cookies: bool | None = Field(
        default=None, description="Cookies over HTTPS only; on unless in demo mode, where the hub speaks plain HTTP."
    )

    @property
    def public_url(self) -> str:
        """Where people reach the hub, without a slash at the end."""
        return (self.url or f"http://localhost:{self.port}").rstrip("/")

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        for each in filter(None, map(str.strip, value.split(","))):
            ip_network(each, strict=False)  # raises ValueError: names and * are not taken
        return value

    @property
    def proxies(self) -> list[str]:
        """The proxies that are trusted."""
        return [each.strip() for each in self.trusted_proxies.split(",") if each.strip()]

    @property
    def storage_folder(self) -> Path:
        """Where de-identified images lie: patient / study / series."""
        return self.data / "storage"

    @property
    def staging_folder(self) -> Path:
        """Where originals wait until they are de-identified."""
        return self.data / "staging"

    @property
    def key_folder(self) -> Path:
        """Where the keys lie, apart from the database and the images."""
        return self.data / "keys"

    @property
    def ring_folder(self) -> Path:
        """Where the keys lie that wrap all others: best on another disk than the data."""
        return self.key_ring or self.key_folder

    @property
    def are_cookies_secure(self) -> bool:
        """Whether cookies carry the Secure attribute."""
        return not self.demo if self.secure_cookies is None else self.secure_cookies
