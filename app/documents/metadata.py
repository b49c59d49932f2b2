"""Headers of images as DICOM JSON, kept so that files are read once."""

import asyncio
import zlib
from collections.abc import Sequence

from pymongo import UpdateOne

from app.documents.images import Image, ImageDetails


async def kept_metadata(images: Sequence[Image]) -> dict[str, bytes]:
    """Return what is kept of these images' present files, by image id; one database command."""
    present = {image.id: image.sha256 for image in images}
    wanted = {"metadata": 1, "metadata_sha256": 1}
    rows = await ImageDetails.get_pymongo_collection().find({"_id": {"$in": list(present)}}, wanted).to_list(None)
    packed = {row["_id"]: row["metadata"] for row in rows if row.get("metadata_sha256") == present[row["_id"]]}
    return await asyncio.to_thread(lambda: {key: zlib.decompress(value) for key, value in packed.items()})


async def keep_metadata(made: Sequence[tuple[Image, bytes]]) -> None:
    """Keep headers of images; those that were deleted meanwhile stay deleted."""
    changes = [
        UpdateOne({"_id": image.id}, {"$set": {"metadata": zlib.compress(content), "metadata_sha256": image.sha256}})
        for image, content in made
    ]
    if changes:
        await ImageDetails.get_pymongo_collection().bulk_write(changes, ordered=False)
