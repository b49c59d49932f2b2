"""What a person marked is blanked, and nothing beside it."""

import numpy as np
from pydicom import dcmread
from pydicom.data import get_testdata_file

from app.imaging.deidentify.reviewed import blank_reviewed
from app.imaging.geometry import Region


def test_a_mark_of_one_frame_leaves_the_others_as_they_are() -> None:
    dataset = dcmread(str(get_testdata_file("SC_rgb_rle_2frame.dcm")))
    pixels = np.random.default_rng(7).integers(0, 256, (2, 100, 100, 3)).astype(np.uint8)
    marks = (Region(2, 10, 20, 30, 5, "MANUAL"), Region(0, 60, 70, 8, 9, "MANUAL"), Region(3, 1, 1, 5, 5, "MANUAL"))
    cleaned = blank_reviewed(dataset, pixels, marks)
    is_changed = (cleaned.pixels != pixels).any(axis=-1)
    assert is_changed[1, 20:25, 10:40].any()
    assert is_changed[0, 70:79, 60:68].any()
    is_changed[1, 20:25, 10:40] = is_changed[:, 70:79, 60:68] = False
    assert not np.any(is_changed)
    assert [region.frame for region in cleaned.regions] == [2, 0]
