"""Settings of the hub: environment variables that begin with HUB_, typed, read once in `main` or `cli`."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

MEGABYTE = 1024 * 1024


class Settings(BaseSettings):
    """All that can be configured; `medhub config` prints it with secrets masked."""

    model_config = SettingsConfigDict(env_prefix="HUB_", frozen=True, extra="ignore")

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
        description="Signs the sessions; at least 32 characters. Without it a key file is made in data/keys.",
    )
    admin_email: str = Field(
        default="admin@hub.example", description="First administrator, made when there is no user."
    )
    admin_password: SecretStr | None = Field(
        default=None, description="Password of the first administrator; without it one is made and printed once."
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
    def are_cookies_secure(self) -> bool:
        """Whether cookies carry the Secure attribute."""
        return not self.demo if self.secure_cookies is None else self.secure_cookies
