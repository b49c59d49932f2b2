"""10,000 rows of images, and 1 GB of files, out of a hub as archives, against their limits: a raw cursor, the disk."""

import asyncio
import hashlib
import os
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from app.auth.actor import Actor
from app.auth.permissions import ROLE_PERMISSIONS, Role
from app.documents.hierarchy import SourcePlace
from app.documents.images import Image
from app.domain.exports import Format, Level
from app.domain.filters import EVERYTHING
from app.domain.ids import new_id
from app.main import open_hub
from app.resolvers import exports
from app.resolvers.context import Context, Hub
from app.resolvers.exports import Wanted
from app.resolvers.images import path_of
from app.settings import Settings
from app.storage.zipping import zipped
from tests.builders.records import stored_images

PATIENTS, IMAGES_EACH = 250, 40
FILE_BYTES, FILES = 512 * 1024, 2048
LOOKS = 3


def main() -> None:
    asyncio.run(_main())


async def _main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_hub(Settings(data=Path(folder), demo=True, workers=1)) as hub:
            actor = Actor(new_id("usr"), new_id("ses"), Role.ADMINISTRATOR, ROLE_PERMISSIONS[Role.ADMINISTRATOR])
            sources = [SourcePlace(new_id("pat"), new_id("stu"), new_id("ser")) for _ in range(PATIENTS)]
            for start in range(0, PATIENTS, 10):
                await stored_images(hub.database, sources[start : start + 10], each=IMAGES_EACH)
            await _rows(hub, actor)
            await _files(hub, actor)


async def _rows(hub: Hub, actor: Actor) -> None:
    raw = min([await _timed(_cursor()) for _ in range(LOOKS)])
    for format_ in (Format.NDJSON, Format.CSV, Format.PARQUET):
        ours = min([await _timed(_taken(hub, actor, format_)) for _ in range(LOOKS)])
        print(
            f"{PATIENTS * IMAGES_EACH:,} rows as {format_}: {ours:.2f} s; raw cursor {raw:.2f} s; ratio {ours / raw:.1f}"
        )


async def _cursor() -> int:
    return sum([len(str(row)) async for row in Image.get_pymongo_collection().find({})])


async def _files(hub: Hub, actor: Actor) -> None:
    content = os.urandom(FILE_BYTES)
    images = await Image.find({}).limit(FILES).to_list()
    paths = []
    for image in images:
        path = hub.settings.storage_folder / path_of(image)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        paths.append(path)
    disk = min([await _timed(_read(paths)) for _ in range(LOOKS)])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ids = tuple(image.id for image in images)
    ours = min([await _timed(_taken(hub, actor, Format.DICOM, ids)) for _ in range(LOOKS)])
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    size = FILES * FILE_BYTES / 1e9
    print(
        f"{size:.2f} GB of files: {ours:.2f} s ({size / ours:.2f} GB/s); read and digested from disk {disk:.2f} s; "
        f"ratio {ours / disk:.1f}; memory {grown:+.0f} MB"
    )


async def _read(paths: list[Path]) -> int:
    """Read and digest each file, as whoever writes a manifest must."""
    return sum(len(hashlib.sha256(path.read_bytes()).digest()) for path in paths)


async def _taken(hub: Hub, actor: Actor, format_: Format, ids: tuple[str, ...] | None = None) -> int:
    context = Context(hub, actor, "benchmark")
    job = await exports.create(context, Wanted(format_, Level.IMAGE, EVERYTHING, ids))
    sent = 0
    async for chunk in zipped(await exports.entries(context, job.id)):
        sent += len(chunk)
    return sent


async def _timed(work: Any) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began
