"""Programs for Node.js that stand in web/clients, with the packages that the web app locks."""

import asyncio
import json
import os
import shutil
import subprocess
from typing import Any

from tests.conftest import ROOT

BESIDE = str(ROOT / ".venv" / "bin")  # where `make` puts Node.js when the machine has none


def node(script: str, *arguments: str) -> Any:
    """Return what a program prints, as JSON."""
    path = f"{os.environ.get('PATH', '')}{os.pathsep}{BESIDE}"
    program = shutil.which("node", path=path)
    assert program, "Node.js is missing: make .setup/node"
    command = [program, str(ROOT / "web" / "clients" / script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def tool(name: str, *arguments: str) -> None:
    """Run a program that the web app's packages bring, in its folder."""
    path = f"{ROOT / 'web' / 'node_modules' / '.bin'}{os.pathsep}{os.environ.get('PATH', '')}{os.pathsep}{BESIDE}"
    program = shutil.which(name, path=path)
    assert program, "Packages are missing: make .setup/web"
    command = [program, *arguments]
    done = subprocess.run(
        command, cwd=ROOT / "web", env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


async def node_beside(script: str, *arguments: str) -> Any:
    """Return what a program prints, while this process does other work."""
    return await asyncio.to_thread(node, script, *arguments)
