"""One file that DICOM and TIFF readers open, with the same pixels."""

import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
import tifffile
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from app.errors import HubError, Invalid, Rejected, TooLarge
from app.imaging import tiff
from app.imaging.explicit import encode_header, pixel_data_span
from app.imaging.frames import decode
from app.imaging.tiff import tiff_strips, verify_dual, write_dual
from tests.imaging.pictures import image_of, readable_images

GREY = np.arange(5 * 6, dtype=np.uint16).reshape(1, 5, 6) * 100
LARGE_BYTES = 20 << 20


def by_tifffile(path: Path, shape: tuple[int, ...]) -> np.ndarray:
    return np.asarray(tifffile.imread(path, key=range(shape[0]))).reshape(shape)


def by_pydicom(path: Path, pixels: np.ndarray) -> np.ndarray:
    data = pydicom.dcmread(path).PixelData
    return np.frombuffer(data, pixels.dtype, pixels.size).reshape(pixels.shape)


def layout_of(dataset: Dataset) -> tuple[Any, ...]:
    keywords = "PhotometricInterpretation SamplesPerPixel BitsAllocated BitsStored HighBit PixelRepresentation"
    values = [dataset.get(keyword) for keyword in [*keywords.split(), "PlanarConfiguration"]]
    return (str(dataset.file_meta.TransferSyntaxUID), dataset.get("NumberOfFrames", 1) == 1, *values)


def test_every_layout_of_the_shared_files_reads_back_the_same_by_both_routes(shared_data: Path, tmp_path: Path) -> None:
    seen, path = set(), tmp_path / "a.dcm.tif"
    for name, dataset in readable_images(shared_data):
        layout = layout_of(dataset)
        if layout in seen:
            continue
        seen.add(layout)
        try:
            pixels = decode(dataset)
        except HubError:
            continue
        if pixels.nbytes > LARGE_BYTES or "SOPClassUID" not in dataset:
            continue
        write_dual(dataset, pixels, path)
        assert (by_pydicom(path, pixels) == pixels).all(), name
        as_tiff = by_tifffile(path, pixels.shape)
        assert as_tiff.dtype == pixels.dtype, name
        assert (as_tiff == pixels).all(), name
    assert len(seen) > 80


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32])
@pytest.mark.parametrize("frames", [1, 3])
def test_every_depth_and_sign_reads_back_the_same(tmp_path: Path, dtype: type, frames: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 100, (frames, 5, 7)).astype(dtype)
    path = tmp_path / "a.dcm.tif"

    written = write_dual(image_of(pixels), pixels, path)

    assert (by_tifffile(path, pixels.shape) == pixels).all()
    assert (by_pydicom(path, pixels) == pixels).all()
    assert written.size == path.stat().st_size
    assert written.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_pillow_sees_the_stored_values(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm.tif"
    write_dual(image_of(GREY), GREY, path)

    with Image.open(path) as picture:
        assert picture.format == "TIFF"
        assert (np.asarray(picture) == GREY[0]).all()


def test_a_palette_is_in_the_tiff_too(tmp_path: Path) -> None:
    indices = np.arange(256, dtype=np.uint8).reshape(1, 16, 16)
    dataset = image_of(indices, "PALETTE COLOR")
    for place, name in enumerate(("Red", "Green", "Blue")):
        setattr(dataset, f"{name}PaletteColorLookupTableDescriptor", [256, 0, 16])
        entries = (np.arange(256, dtype=np.uint16) * (place + 1)).tobytes()
        dataset.add_new(f"{name}PaletteColorLookupTableData", "OW", entries)
    path = tmp_path / "a.dcm.tif"
    write_dual(dataset, indices, path)

    with tifffile.TiffFile(path) as file:
        assert file.pages[0].colormap[:, 5].tolist() == [5, 10, 15]
        assert (file.pages[0].asarray() == indices[0]).all()


def test_dicom_tools_find_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm.tif"
    write_dual(image_of(GREY), GREY, path)
    tool = shutil.which("dcmdump")
    assert tool, "dcmdump is missing: see tests/install-tools.sh"

    result = subprocess.run([tool, "+W", str(tmp_path), str(path)], capture_output=True, text=True, check=True)

    assert result.stderr == ""
    assert (tmp_path / "a.dcm.tif.0.raw").read_bytes() == GREY.tobytes()


def test_millimetres_become_pixels_per_centimetre(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm.tif"
    write_dual(image_of(GREY, PixelSpacing=[0.5, 0.25]), GREY, path)

    with tifffile.TiffFile(path) as file:
        tags = file.pages[0].tags
        assert (tags["XResolution"].value, tags["YResolution"].value) == ((40_000, 1000), (20_000, 1000))


def test_file_meta_and_preamble_hold_nothing_of_the_source(tmp_path: Path) -> None:
    dataset, path = image_of(GREY), tmp_path / "a.dcm.tif"
    dataset.preamble = b"CANARY-PREAMBLE".ljust(128, b"\0")
    dataset.file_meta.SourceApplicationEntityTitle = "CANARY-AE"
    dataset.file_meta.PrivateInformation = b"CANARY-PRIVATE"
    dataset.add_new(0xFFFCFFFC, "OB", b"CANARY-PADDING")
    dataset.add_new(0x7FE00001, "OV", b"CANARY--")

    write_dual(dataset, GREY, path)

    assert b"CANARY" not in path.read_bytes()


def test_sequences_of_undefined_length_are_walked_over(tmp_path: Path) -> None:
    dataset, path = image_of(GREY), tmp_path / "a.dcm.tif"
    item = Dataset()
    item.is_undefined_length_sequence_item = True
    item.ReferencedSOPInstanceUID = "1.2"
    dataset.ReferencedImageSequence = Sequence([item])
    dataset["ReferencedImageSequence"].is_undefined_length = True

    write_dual(dataset, GREY, path)

    assert pydicom.dcmread(path).ReferencedImageSequence[0].ReferencedSOPInstanceUID == "1.2"


def test_untouched_elements_are_copied_byte_by_byte(shared_data: Path) -> None:
    path = shared_data / "pydicom" / "test_files" / "CT_small.dcm"
    raw, touched = pydicom.dcmread(path), pydicom.dcmread(path)
    for _ in touched:
        pass

    assert encode_header(raw) == encode_header(touched)


def test_a_data_set_that_disagrees_with_its_pixels_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm.tif"
    for dataset in (image_of(GREY, Rows=6), image_of(GREY, PixelRepresentation=1), image_of(GREY, BitsAllocated=8)):
        with pytest.raises(Invalid, match="do not agree"):
            write_dual(dataset, GREY, path)
    assert not path.exists()


def test_an_image_beyond_four_gigabytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiff, "SIZE_LIMIT_BYTES", 500)

    with pytest.raises(TooLarge, match="4 GB"):
        write_dual(image_of(GREY), GREY, tmp_path / "a.dcm.tif")
    assert list(tmp_path.iterdir()) == []


def test_an_element_that_cannot_be_encoded_leaves_no_file_and_no_value_in_the_message(tmp_path: Path) -> None:
    dataset = image_of(GREY)
    dataset.add_new(0x00181318, "DS", "1")
    dataset[0x00181318].VR = "FD"
    dataset[0x00181318]._value = "CANARY"

    with pytest.raises(Rejected) as refusal:
        write_dual(dataset, GREY, tmp_path / "a.dcm.tif")
    assert "CANARY" not in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def test_one_wrong_byte_on_the_disk_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm.tif"
    write_dual(image_of(GREY), GREY, path)
    whole = bytearray(path.read_bytes())
    start, length = pixel_data_span(memoryview(whole))
    (strip,) = tiff_strips(memoryview(whole))
    assert strip == (start, length)

    for place in (2, 5, 128, start - 4, start + 7, len(whole) - 3):
        broken = bytearray(whole)
        broken[place] ^= 0x55
        path.write_bytes(broken)
        with pytest.raises(Rejected, match="read back"):
            verify_dual(path, GREY)
