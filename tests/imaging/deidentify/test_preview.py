"""A dry run: before and after side by side, nothing stored."""

from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.imaging.deidentify.preview import LONGEST_VALUE, PICTURE_PIXELS, Preview, Row, preview_file
from app.imaging.deidentify.profile import named
from tests.imaging.samples import SITE_KEY, changed, sample, sequence, with_added


def preview(data: bytes, folder: Path, profile: str = "research") -> Preview:
    path = folder / "file.dcm"
    path.write_bytes(data)
    found = preview_file(path, named(profile), SITE_KEY)
    assert list(folder.iterdir()) == [path]
    return found


def rows(found: Preview) -> dict[str, Row]:
    return {row.path: row for row in found.rows}


def test_each_attribute_stands_beside_what_would_become_of_it(tmp_path: Path) -> None:
    changes: dict[str, Any] = {
        "PatientName": "Almeida^Rosa",
        "StudyDescription": "Thorax, Dr. House",
        "ImageComments": "x" * 500,
    }
    found = rows(preview(changed(**changes), tmp_path))
    name = found["(0010,0010)"]
    assert (name.keyword, name.before, name.after, name.kind) == (
        "PatientName",
        "Almeida^Rosa",
        "pat_preview",
        "REPLACED",
    )
    description = found["(0008,1030)"]
    assert (description.before, description.after, description.kind) == ("Thorax, Dr. House", "Thorax", "CLEANED")
    comments = found["(0020,4000)"].before
    assert comments == "x" * (LONGEST_VALUE - 1) + "…"
    modality = found["(0008,0060)"]
    assert (modality.before, modality.after, modality.kind) == ("CT", "CT", None)
    removed = found["(0012,0062)"]
    assert (removed.before, removed.after, removed.kind) == (None, "YES", "REPLACED")
    assert "(7FE0,0010)" not in found


def test_what_lies_in_a_removed_sequence_goes_with_it_and_items_stand_together(tmp_path: Path) -> None:
    item = sequence(0x0008, 0x1110, b"\x08\x00\x50\x11UI\x04\x001.2\0", b"\x08\x00\x50\x11UI\x04\x001.3\0")
    found = rows(preview(with_added(item), tmp_path, "strict"))
    assert (found["(0008,1110)"].before, found["(0008,1110)"].after, found["(0008,1110)"].kind) == (
        "2 items",
        None,
        "REMOVED",
    )
    inner = found["(0008,1110).(0008,1150)"]
    assert (inner.before, inner.after, inner.kind) == ("1.2 | 1.3", None, "REMOVED")


def test_the_middle_frame_is_shown_before_and_after(tmp_path: Path) -> None:
    found = preview(sample(), tmp_path)
    for picture in (found.picture_before, found.picture_after):
        head, content = picture.split(",")
        assert head == "data:image/webp;base64"
        path = tmp_path / "picture.webp"
        path.write_bytes(b64decode(content))
        with Image.open(path) as shown:
            assert shown.size == (128, 128)
            assert max(shown.size) <= PICTURE_PIXELS
        path.unlink()
    assert (found.regions, found.doubt) == ((), None)


@pytest.mark.parametrize("name", ["test-SR.dcm", "waveform_ecg.dcm"])
def test_an_object_without_pixels_has_no_picture(name: str, tmp_path: Path) -> None:
    found = preview(sample(name), tmp_path)
    assert (found.picture_before, found.picture_after, found.regions, found.doubt) == ("", "", (), None)
    assert rows(found)["(0010,0010)"].after == "pat_preview"
