"""`medhub demo`: the hub on this machine with sample patients and images, sent through its own public API."""

import secrets
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from app.domain.operations import COUNT_PATIENTS, CREATE_PATIENT, DEFINE_FIELD
from app.errors import HubError, Invalid

if TYPE_CHECKING:
    from app.cli.client import HubClient
    from app.settings import Settings

SAMPLES = Path(__file__).parent.parent.parent / "samples"
PYDICOM_SAMPLES = (
    "CT_small.dcm",
    "MR_small.dcm",
    "examples_overlay.dcm",
    "examples_jpeg2k.dcm",
    "examples_rgb_color.dcm",
)
EMAIL = "admin@hub.example"
START_TIMEOUT_SECONDS = 60

SAMPLE_FIELDS: tuple[dict[str, Any], ...] = (
    {"name": "birads", "label": "BI-RADS category", "owner": "PATIENT", "type": "INTEGER", "minimum": 0, "maximum": 6},
    {
        "name": "breast_density",
        "label": "Breast density",
        "owner": "PATIENT",
        "type": "CHOICE",
        "choices": list("ABCD"),
    },
    {"name": "tumour_size", "label": "Tumour size", "owner": "PATIENT", "type": "DECIMAL", "unit": "mm", "minimum": 0},
    {"name": "family_history", "label": "Family history", "owner": "PATIENT", "type": "BOOLEAN"},
    {"name": "histology", "label": "Histology", "owner": "PATIENT", "type": "TEXT"},
)
SAMPLE_PATIENTS: tuple[dict[str, Any], ...] = (
    {"label": "Screening, dense breast", "age": 52, "gender": "FEMALE", "fields": [
        {"name": "birads", "value": 2}, {"name": "breast_density", "value": "C"},
        {"name": "family_history", "value": True}]},
    {"label": "Palpable mass, left", "age": 61, "gender": "FEMALE", "fields": [
        {"name": "birads", "value": 5}, {"name": "breast_density", "value": "B"},
        {"name": "tumour_size", "value": 18.5}]},
    {"label": "Follow-up after surgery", "age": 47, "gender": "FEMALE", "fields": [
        {"name": "birads", "value": 1}, {"name": "histology", "value": "ductal carcinoma"}]},
    {"label": "Gynaecomastia", "age": 68, "gender": "MALE", "fields": [{"name": "birads", "value": 2}]},
)  # fmt: skip


def demo() -> None:
    """Start the hub on this machine with sample patients and images; Ctrl-C stops it, its data stay in ./data."""
    from pydantic import SecretStr

    from app.cli.serve import run
    from app.settings import Settings

    settings = Settings(demo=True)
    settings.key_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    password = _password(settings.key_folder / "demo.password")
    settings = Settings(demo=True, admin_email=EMAIL, admin_password=SecretStr(password))
    threading.Thread(target=_greet, args=(settings, password), daemon=True).start()
    run(settings)


def _password(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(12))
    return path.read_text()


def _greet(settings: "Settings", password: str) -> None:
    from app.cli.client import HubClient

    server = f"http://{settings.host}:{settings.port}"
    try:
        with HubClient(server) as client:
            _await_ready(server)
            client.sign_in(EMAIL, password)
            if client.ask(COUNT_PATIENTS, {})["patients"]["totalCount"] == 0:
                typer.echo("Loading sample patients and images ...")
                _load(client)
    except HubError as error:
        typer.echo(f"The samples could not be loaded: {error.message}")
    typer.echo(f"\n  The Medical Data Hub:  http://localhost:{settings.port}")
    typer.echo(f"  Sign in with:          {EMAIL}  {password}")
    typer.echo("  Stop with Ctrl-C; the data stay in the folder ./data\n")


def _await_ready(server: str) -> None:
    import httpx

    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{server}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)


def _load(client: "HubClient") -> None:
    from app.cli.sending import Options, send_files

    for field in SAMPLE_FIELDS:
        _must(client.ask(DEFINE_FIELD, {"input": field})["defineField"])
    patients = [_must(client.ask(CREATE_PATIENT, {"input": each})["createPatient"]) for each in SAMPLE_PATIENTS]
    mammogram = SAMPLES / "mammogram.zip"
    others = [path for path in sorted(SAMPLES.glob("*.zip")) if path != mammogram] + _pydicom_samples()
    jobs = [
        send_files(client, mammogram, [mammogram], Options(patient_id=patients[1]["patient"]["id"])),
        send_files(client, SAMPLES, others, Options()),
    ]
    accepted, quarantined = (sum(job[name] for job in jobs) for name in ("accepted", "quarantined"))
    typer.echo(f"{accepted} images are de-identified and stored, {quarantined} wait for review.")


def _must(payload: dict[str, Any]) -> dict[str, Any]:
    if payload["errors"]:
        raise Invalid(payload["errors"][0]["message"])
    return payload


def _pydicom_samples() -> list[Path]:
    import pydicom.data

    folder = Path(pydicom.data.__file__).parent / "test_files"
    return [folder / name for name in PYDICOM_SAMPLES if (folder / name).exists()]
