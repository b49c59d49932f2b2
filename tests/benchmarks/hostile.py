"""How quickly requests are refused that are made to cost much, and what an ordinary one takes beside them."""

import json
import os
import statistics
import tempfile
import time
from pathlib import Path

import httpx

from tests.builders.hostile import bodies
from tests.conftest import start_hub, stop_hub

ROUNDS = 20  # the clock of a process ticks a hundred times a second
GOAL_MILLISECONDS = 50
ORDINARY = json.dumps({"query": "{ __typename }"}).encode()


def main() -> None:
    """Print for each what it costs the server's processor, and the median over loopback; the dearest last."""
    with tempfile.TemporaryDirectory() as folder:
        hub = start_hub(Path(folder) / "data")
        try:
            with httpx.Client(base_url=hub.base_url, headers={"content-type": "application/json"}, timeout=60) as http:
                requests = {"an ordinary request": ORDINARY, **bodies()}
                taken = {name: _measure(http, hub.process.pid, body) for name, body in requests.items()}
        finally:
            stop_hub(hub)
    for name, (processor, waited) in sorted(taken.items(), key=lambda item: item[1]):
        print(f"{processor:6.1f} ms of the processor, {waited:6.1f} ms to wait: {name}")
    print(f"dearest: {max(processor for processor, _ in taken.values()):.0f} ms, goal {GOAL_MILLISECONDS} ms")


def _measure(http: httpx.Client, pid: int, body: bytes) -> tuple[float, float]:
    waited, before = [], _processor_seconds(pid)
    for _ in range(ROUNDS):
        began = time.perf_counter()
        http.post("/graphql", content=body)
        waited.append((time.perf_counter() - began) * 1000)
    return (_processor_seconds(pid) - before) * 1000 / ROUNDS, statistics.median(waited)


def _processor_seconds(pid: int) -> float:
    """Return what a process has used: fields 14 and 15 of proc(5), user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
