"""Compressed frames come out as they went in, or are refused before anything is allocated for them."""

import struct
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom import uid
from pydicom.encaps import encapsulate, generate_frames
from pydicom.pixels.decoders import base

from app.errors import Unsupported
from app.imaging.codecs import JPEG_XL_RECOMPRESSED, FrameShape, Undecodable, decode_frame, jpeg_header
from app.imaging.frames import decode
from tests.imaging.pictures import image_of

GREY = FrameShape(rows=64, columns=48, samples=1, bits_allocated=16, photometric="MONOCHROME2")
COLOUR = FrameShape(rows=64, columns=48, samples=3, bits_allocated=8, photometric="RGB")
LOSSLESS = {
    uid.JPEGLSLossless: imagecodecs.jpegls_encode,
    uid.JPEG2000Lossless: lambda pixels: imagecodecs.jpeg2k_encode(pixels, codecformat="j2k", reversible=True),
    uid.HTJ2KLossless: imagecodecs.htj2k_encode,
    uid.UID("1.2.840.10008.1.2.4.110"): lambda pixels: imagecodecs.jpegxl_encode(pixels, lossless=True),
    uid.JPEGLosslessSV1: lambda pixels: imagecodecs.jpeg8_encode(pixels, lossless=True, predictor=1),
}


def grey_pixels() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 4096, (64, 48), dtype=np.uint16)


@pytest.mark.parametrize("syntax", LOSSLESS, ids=lambda syntax: syntax.name)
def test_a_losslessly_compressed_grey_frame_is_decoded_bit_for_bit(syntax: uid.UID) -> None:
    pixels = grey_pixels()

    decoded, is_rgb = decode_frame(bytes(LOSSLESS[syntax](pixels)), syntax, GREY)

    assert (decoded == pixels).all()
    assert not is_rgb


@pytest.mark.parametrize(("first", "second"), [("JPLL", "J2KR"), ("JLSL", "J2KR"), ("RLE", "J2KR")])
def test_every_lossless_syntax_of_nemas_samples_gives_the_same_pixels(
    shared_data: Path, first: str, second: str
) -> None:
    folder = shared_data / "nema-wg04"
    for name in ("CT1", "XA1"):
        one, other = next(folder.rglob(f"{name}_{first}")), next(folder.rglob(f"{name}_{second}"))
        assert (decode(pydicom.dcmread(one)) == decode(pydicom.dcmread(other))).all()


def test_a_twelve_bit_jpeg_is_decoded(shared_data: Path) -> None:
    path = next(shared_data.rglob("MR1_JPLY"))
    original = next(shared_data.rglob("MR1_J2KR"))

    pixels, before = decode(pydicom.dcmread(path)), decode(pydicom.dcmread(original))

    assert pixels.max() > 255
    assert np.abs(pixels.astype(int) - before).mean() < 15


@pytest.mark.parametrize("transform", [b"\0", b"\1"])
def test_the_adobe_segment_says_whether_jpeg_colours_are_rgb(transform: bytes) -> None:
    pixels = np.full((64, 48, 3), (200, 30, 60), np.uint8)
    space = "RGB" if transform == b"\0" else "YCBCR"
    frame = bytes(imagecodecs.jpeg8_encode(pixels, level=100, colorspace="RGB", outcolorspace=space))
    adobe = b"\xff\xee" + struct.pack(">H", 14) + b"Adobe\0\x64\0\0\0\0" + transform
    start = 2 + 2 + struct.unpack_from(">H", frame, 4)[0] if frame[3] == 0xE0 else 2  # JFIF would say YCbCr

    decoded, is_rgb = decode_frame(frame[:2] + adobe + frame[start:], uid.JPEGBaseline8Bit, COLOUR)

    assert is_rgb
    assert np.abs(decoded.astype(int) - pixels).max() <= 3


def test_jpeg_2000_with_its_own_transformation_is_rgb_whatever_the_header_says() -> None:
    pixels = np.random.default_rng(2).integers(0, 256, (64, 48, 3), dtype=np.uint8)
    frame = bytes(imagecodecs.jpeg2k_encode(pixels, codecformat="j2k", reversible=True, mct=True))
    shape = FrameShape(64, 48, 3, 8, "YBR_FULL")

    decoded, is_rgb = decode_frame(frame, uid.JPEG2000Lossless, shape)

    assert is_rgb
    assert (decoded == pixels).all()


@pytest.mark.parametrize("syntax", [uid.JPEGBaseline8Bit, uid.JPEGLSLossless])
def test_a_frame_that_claims_another_size_is_refused_before_it_is_decoded(syntax: uid.UID) -> None:
    huge = b"\xff\xd8\xff\xc0" + struct.pack(">HBHHB", 11, 8, 65535, 65535, 1) + b"\1\x11\0" + bytes(200)

    with pytest.raises(Undecodable, match="another shape than the header says"):
        decode_frame(huge, syntax, GREY)


def test_a_jpeg_2000_frame_that_claims_another_size_is_refused_before_it_is_decoded() -> None:
    huge = b"\xff\x4f\xff\x51" + struct.pack(">HH8IH3B", 41, 0, 1 << 31, 1 << 31, 0, 0, 8, 8, 0, 0, 1, 15, 1, 1)

    with pytest.raises(Undecodable, match="another shape than the header says"):
        decode_frame(huge + bytes(100), uid.JPEG2000Lossless, GREY)


def test_a_frame_with_more_bits_than_allocated_is_refused() -> None:
    frame = bytes(imagecodecs.jpegls_encode(grey_pixels()))

    with pytest.raises(Undecodable, match="another depth"):
        decode_frame(frame, uid.JPEGLSLossless, FrameShape(64, 48, 1, 8, "MONOCHROME2"))


@pytest.mark.parametrize("syntax", [*LOSSLESS, uid.RLELossless, JPEG_XL_RECOMPRESSED], ids=lambda syntax: syntax.name)
def test_a_damaged_frame_is_refused_with_a_sentence(syntax: uid.UID) -> None:
    whole = bytes(LOSSLESS.get(syntax, LOSSLESS[uid.JPEGLSLossless])(grey_pixels()))

    for damaged in (b"", whole[:40], bytes(500)):
        with pytest.raises(Undecodable, match=r"Export the image again"):
            decode_frame(damaged, syntax, GREY)


def test_video_is_refused_by_its_name() -> None:
    with pytest.raises(Unsupported, match="video"):
        decode_frame(b"", uid.MPEG4HP41, GREY)


def test_a_jpeg_without_a_frame_header_is_refused() -> None:
    with pytest.raises(Undecodable, match="no frame header"):
        jpeg_header(b"\xff\xd8\xff\xd0\xff\xe1\0\4ab\xff\xff")


def test_rle_frames_of_three_colours_come_out_side_by_side() -> None:
    pixels = np.random.default_rng(3).integers(0, 4, (1, 32, 16, 3), dtype=np.uint8)
    dataset = image_of(pixels, "RGB", PlanarConfiguration=0)
    dataset.compress(uid.RLELossless)
    frame = next(generate_frames(dataset.PixelData, number_of_frames=1))

    decoded, is_rgb = decode_frame(frame, uid.RLELossless, FrameShape(32, 16, 3, 8, "RGB"))

    assert is_rgb
    assert (decoded == pixels[0]).all()


def test_deflated_frames_are_inflated_no_further_than_declared() -> None:
    pixels = grey_pixels()
    packed = imagecodecs.deflate_encode(pixels.tobytes(), raw=True)
    bomb = imagecodecs.deflate_encode(bytes(1 << 24), raw=True)

    decoded, _ = decode_frame(bytes(packed), "1.2.840.10008.1.2.8.1", GREY)

    assert (decoded == pixels).all()
    assert decode_frame(bytes(bomb), "1.2.840.10008.1.2.8.1", GREY)[0].nbytes == pixels.nbytes


def test_no_decoder_that_can_end_the_process_is_left_in_pydicom() -> None:
    plugins = {
        name
        for decoder in vars(base).values()
        if isinstance(decoder, base.Decoder)
        for name in (*decoder.available_plugins, *decoder._unavailable)
    }

    assert plugins.isdisjoint({"gdcm", "pylibjpeg", "pyjpegls"})


def test_encapsulated_frames_are_counted() -> None:
    frame = bytes(imagecodecs.jpegls_encode(grey_pixels()))
    dataset = image_of(np.stack([grey_pixels()] * 2))
    dataset.file_meta.TransferSyntaxUID = uid.JPEGLSLossless

    for count, word in ((1, "fewer"), (3, "more")):
        dataset.PixelData = encapsulate([frame] * count)
        with pytest.raises(Undecodable, match=f"{word} frames than the header says|cannot be told apart"):
            decode(dataset)
