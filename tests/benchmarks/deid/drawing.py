"""Draws made-up identifiers into the pixels of real images: fonts, sizes, angles, contrasts; the ink is the answer key."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import cv2
import matplotlib as mpl
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRLittleEndian

from tests.benchmarks.deid.checks import Word
from tests.benchmarks.deid.decoding import Array
from tests.benchmarks.deid.people import Person, Visit, day_spellings

SMALLEST_SIDE: Final = 128
MOST_FRAMES: Final = 24
INK_ALPHA: Final = 110
# Indices of a palette are either the ink's or what was there.
PALETTE_ALPHA: Final = 128
FONTS: Final = (
    "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf", "DejaVuSerif.ttf", "DejaVuSans-Oblique.ttf",
    "STIXGeneral.ttf", "cmtt10.ttf",
)  # fmt: skip
HERSHEY: Final = {
    "Hershey simplex": cv2.FONT_HERSHEY_SIMPLEX,
    "Hershey duplex": cv2.FONT_HERSHEY_DUPLEX,
    "Hershey plain": cv2.FONT_HERSHEY_PLAIN,
}
COLOURS: Final = {
    "yellow": (255, 255, 0),
    "green": (0, 255, 0),
    "cyan": (0, 255, 255),
    "red": (255, 64, 64),
    "white": (255, 255, 255),
}
SIZES: Final = (10, 11, 12, 14, 16, 18, 22, 28, 36, 48, 60)
TRIES: Final = 40
# Text whose ink differs less from what is around it cannot be read by people either, in standard deviations.
LEAST_CONTRAST: Final = 4.0


def is_drawable(dataset: Dataset) -> bool:
    """Tell whether text could be drawn into an image of this kind and be read by people."""
    return (
        min(int(dataset.get("Rows", 0) or 0), int(dataset.get("Columns", 0) or 0)) >= SMALLEST_SIDE
        and int(dataset.get("NumberOfFrames") or 1) <= MOST_FRAMES
        and dataset.get("Modality") not in ("SEG", "RTDOSE")
        and "SharedFunctionalGroupsSequence" not in dataset
        and str(dataset.get("PhotometricInterpretation")) in ("MONOCHROME1", "MONOCHROME2", "RGB", "PALETTE COLOR")
        and int(dataset.get("BitsStored") or 0) >= 8
    )


@dataclass(slots=True)
class Canvas:
    """An image as levels that can be drawn on: the lightest and darkest storable value, and the picture of a frame."""

    values: Array
    picture: NDArray[np.float32]  # of the middle frame, 0 to 1, dark to light as stored
    low: float
    high: float
    is_colour: bool
    indices: tuple[int, int] | None  # of the darkest and lightest colour of a palette
    mask: int
    is_signed: bool
    bits: int


def prepare(dataset: Dataset, values: Array) -> Canvas | None:
    """Return the image as a canvas; None where it is all one level."""
    bits = int(dataset.BitsStored)
    is_signed = bool(dataset.PixelRepresentation)
    if bits > values.dtype.itemsize * 8 or int(dataset.HighBit) != bits - 1:
        return None
    is_colour = values.ndim == 4
    numbers = _numbers(values[len(values) // 2], bits, is_signed=is_signed)
    indices = None
    if str(dataset.PhotometricInterpretation) == "PALETTE COLOR":
        light = _palette(dataset)
        if light is None or values.dtype != np.uint8 or int(numbers.max()) >= len(light):
            return None
        picture = light[numbers]
        indices = int(np.argmin(light)), int(np.argmax(light))
        low, high = 0.0, 1.0
    else:
        grey = numbers.mean(axis=-1) if is_colour else numbers.astype(np.float32)
        low, high = (
            (0.0, 255.0)
            if values.dtype == np.uint8 and bits == 8
            else (float(x) for x in np.percentile(grey, (0.5, 99.5)))
        )
        if high - low < 8:
            return None
        picture = np.clip((grey - low) / (high - low), 0, 1)
    return Canvas(values, picture.astype(np.float32), low, high, is_colour, indices, (1 << bits) - 1, is_signed, bits)


def _numbers(values: Array, bits: int, *, is_signed: bool) -> NDArray[np.int64]:
    numbers = values.astype(np.int64) & ((1 << bits) - 1)
    return np.where(numbers >> bits - 1, numbers - (1 << bits), numbers) if is_signed else numbers


def _palette(dataset: Dataset) -> NDArray[np.float32] | None:
    try:
        count = int(dataset.RedPaletteColorLookupTableDescriptor[0]) or 65536
        first = int(dataset.RedPaletteColorLookupTableDescriptor[1])
        tables = [
            np.frombuffer(bytes(dataset[f"{colour}PaletteColorLookupTableData"].value), "<u2")
            for colour in ("Red", "Green", "Blue")
        ]
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    if first or any(len(one) < min(count, 256) for one in tables):
        return None
    light = np.mean([one[:256].astype(np.float32) for one in tables], axis=0)
    return light / max(float(light.max()), 1.0)


@functools.cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(Path(mpl.get_data_path(), "fonts", "ttf", name)), size)


def _has_letters(font: str, text: str) -> bool:
    """Tell whether a font has a shape of its own for every letter; those that it lacks all look alike."""
    face = _font(font, 24)
    lacking = face.getmask("\uffff").getbbox(), bytes(face.getmask("\uffff"))
    return all((face.getmask(letter).getbbox(), bytes(face.getmask(letter))) != lacking for letter in text)


def _rendered(texts: Sequence[str], font: str, size: int) -> list[NDArray[np.uint8]]:
    """Return one mask for each word of a line, all of the line's size, 0 to 255."""
    if font in HERSHEY:
        scale = size / (11 if font == "Hershey plain" else 24)
        thickness = max(1, round(size / 16))
        starts, x = [], 2
        for text in texts:
            starts.append(x)
            (width, _), _ = cv2.getTextSize(f"{text} ", HERSHEY[font], scale, thickness)
            x += width
        masks = []
        for text, start in zip(texts, starts, strict=True):
            mask = np.zeros((int(size * 1.6) + 4, x + 4), np.uint8)
            cv2.putText(mask, text, (start, int(size * 1.15)), HERSHEY[font], scale, 255, thickness, cv2.LINE_AA)
            masks.append(mask)
        return masks
    face = _font(font, size)
    space = face.getlength(" ")
    starts, x = [], 2.0
    for text in texts:
        starts.append(x)
        x += face.getlength(text) + space
    masks = []
    for text, start in zip(texts, starts, strict=True):
        image = Image.new("L", (int(x) + 4, int(size * 1.5) + 4))
        ImageDraw.Draw(image).text((start, 1), text, font=face, fill=255)
        masks.append(np.asarray(image))
    return masks


def lines_of(person: Person, visit: Visit, random: Random) -> list[list[tuple[str, str, bool]]]:
    """Return lines to draw: words with category and whether they identify."""
    name = person.name
    drawn = (
        name if name.family.isascii() or person.script in ("Latin-1", "Latin-2", "Cyrillic", "Greek") else person.reader
    )
    days = list(day_spellings(visit.day).values())
    births = list(day_spellings(person.birth).values())
    candidates: list[list[tuple[str, str, bool]]] = [
        [(drawn.family.upper() + ",", "name", True), (drawn.given.upper(), "name", True)],
        [(drawn.given, "name", True), (drawn.family, "name", True)],
        [("Dr.", "", False), (person.physician.family, "name", True)],
        [("ID:", "", False), (person.patient_id, "id", True)],
        [(visit.accession, "id", True)],
        [("DOB", "", False), *((word, "birth date", True) for word in random.choice(births).split())],
        [*((word, "dates", True) for word in random.choice(days).split())],
        [*((word, "institution", True) for word in person.hospital.split())],
        [("Tel", "", False), (person.phone, "phone", True)],
        [(person.operator.family, "name", True), (random.choice(days).split()[0], "dates", True)],
    ]
    return random.sample(candidates, random.randrange(3, 7))


def draw(canvas: Canvas, person: Person, visit: Visit, random: Random) -> list[tuple[Word, NDArray[np.bool_]]]:
    """Draw some lines into the canvas's values and return their words, each with its ink as a mask of its box."""
    rows, columns = canvas.picture.shape
    used = np.zeros((rows, columns), bool)
    found: list[tuple[Word, NDArray[np.bool_]]] = []
    for line in lines_of(person, visit, random):
        for _ in range(TRIES):
            if placed := _place(canvas, line, used, random):
                found += placed
                break
    return found


def _place(
    canvas: Canvas, line: list[tuple[str, str, bool]], used: NDArray[np.bool_], random: Random
) -> list[tuple[Word, NDArray[np.bool_]]]:
    rows, columns = canvas.picture.shape
    texts = [text for text, _, _ in line]
    needs_unicode = not all(text.isascii() for text in texts)
    # Of those that have the letters: empty boxes in their place are no text.
    fonts = [font for font in FONTS if _has_letters(font, "".join(texts))] if needs_unicode else [*FONTS, *HERSHEY]
    if not fonts:
        return []
    font = random.choice(fonts)
    largest = max(10, min(60, rows // 12, columns // 12))
    size = random.choice([size for size in SIZES if size <= largest])
    angle = random.choices((0, 90, 270, 2, -3, 5), (70, 9, 5, 6, 6, 4))[0]
    masks = _rendered(texts, font, size)
    if angle:
        masks = [
            np.asarray(Image.fromarray(mask).rotate(angle, expand=True, resample=Image.Resampling.BICUBIC))
            for mask in masks
        ]
    height, width = masks[0].shape
    if height + 4 > rows or width + 4 > columns:
        return []
    top, left = random.randrange(2, rows - height - 1), random.randrange(2, columns - width - 1)
    if used[max(0, top - 6) : top + height + 6, max(0, left - 6) : left + width + 6].any():
        return []
    where = np.s_[top : top + height, left : left + width]
    under = canvas.picture[where]
    ground = random.choices(("as is", "black box", "white box"), (70, 15, 15))[0]
    contrast = random.choices((1.0, 0.6, 0.35), (60, 25, 15))[0]
    level, spread = float(np.median(under)), float(under.std())
    if ground != "as is":
        level, spread = (0.0, 0.0) if ground == "black box" else (1.0, 0.0)
    is_light = level < 0.5 if contrast < 1 or random.random() < 0.8 else level >= 0.5
    ink = min(1.0, level + contrast) if is_light else max(0.0, level - contrast)
    if abs(ink - level) < max(0.25, LEAST_CONTRAST * spread):
        return []
    if canvas.indices and contrast < 1:
        return []
    colour = (
        random.choice(list(COLOURS)) if canvas.is_colour and is_light and level < 0.3 and ground != "white box" else ""
    )
    frames = len(canvas.values)
    first, last = (0, frames - 1) if frames == 1 or random.random() < 0.8 else (frames // 3, frames - 1)
    if ground != "as is":
        _paint(canvas, where, np.ones((height, width), np.float32), level, "", first, last)
    words = []
    background = {"as is": "on the image", "black box": "on black", "white box": "on white"}[ground]
    look = f"{font.removesuffix('.ttf')} {size} px, {angle}°, contrast {contrast:.2f}, {colour or ('light' if is_light else 'dark')} {background}"
    for (text, category, is_phi), mask in zip(line, masks, strict=True):
        _paint(canvas, where, mask.astype(np.float32) / 255, ink, colour, first, last)
        solid = mask >= (PALETTE_ALPHA if canvas.indices else INK_ALPHA)
        if not solid.any():
            continue
        ys, xs = np.where(solid)
        box = (int(left + xs.min()), int(top + ys.min()), int(left + xs.max() + 1), int(top + ys.max() + 1))
        tight = solid[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
        words.append((Word(text, category, box, is_phi, look, first, last, size), tight))
    used[where] = True
    return words


def _paint(
    canvas: Canvas,
    where: tuple[slice, slice],
    alpha: NDArray[np.float32],
    ink: float,
    colour: str,
    first: int,
    last: int,
) -> None:
    """Blend ink of a level 0 to 1 into frames."""
    for frame in range(first, last + 1):
        part = canvas.values[frame][where]
        if canvas.indices:
            part[alpha >= PALETTE_ALPHA / 255] = canvas.indices[1 if ink >= 0.5 else 0]
            continue
        numbers = _numbers(part, canvas.bits, is_signed=canvas.is_signed).astype(np.float32)
        if canvas.is_colour:
            target = np.array(COLOURS[colour] if colour else (255 * ink,) * 3, np.float32) * ((canvas.mask) / 255)
            mixed = numbers * (1 - alpha[..., None]) + target * alpha[..., None]
        else:
            mixed = numbers * (1 - alpha) + (canvas.low + ink * (canvas.high - canvas.low)) * alpha
        part[...] = (np.rint(mixed).astype(np.int64) & canvas.mask).astype(part.dtype)


def store(dataset: Dataset, values: Array) -> None:
    """Put drawn values into the data set, native, Explicit VR Little Endian."""
    data = values.astype(f"<u{values.dtype.itemsize}").tobytes()
    dataset.PixelData = data + b"\0" * (len(data) % 2)
    dataset["PixelData"].VR = "OW" if values.dtype.itemsize == 2 else "OB"
    if values.ndim == 4:
        dataset.PlanarConfiguration = 0
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
