"""The import rule holds, and would catch a violation."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_arrows_only_go_down() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("app/imaging/geometry.py", "import fastapi"),
        ("app/resolvers/pixels.py", "import pymongo"),
        ("app/domain/ids.py", "from app.documents import base"),
        ("app/unplaced.py", "import json"),
        ("app/cli/upload.py", "import medhub"),
        ("medhub/client.py", "from app.documents import base"),
    ],
)
def test_a_violation_is_caught(tmp_path: Path, file: str, line: str) -> None:
    for package in ("app", "medhub"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert lint(tmp_path).returncode == 0
    with (tmp_path / file).open("a") as source:
        source.write(f"\n{line}\n")
    assert lint(tmp_path).returncode != 0


def test_the_server_does_not_load_what_only_workers_need() -> None:
    heavy = "'onnxruntime', 'presidio_analyzer', 'presidio_image_redactor', 'spacy', 'rapidocr_onnxruntime', 'cv2', 'matplotlib'"
    code = f"import sys, app.main, app.workers.tasks; print([name for name in ({heavy}) if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
