"""Words of a test's own making in pictures without text: known fonts, heights, angles, contrasts and places.

`TUNING_FONTS` are those that limits were chosen with, `HELD_OUT_FONTS` those that only a measurement uses. All are
Debian's (fonts-dejavu, fonts-liberation, fonts-urw-base35, fonts-noto).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from app.imaging.geometry import Box

FONT_FOLDERS = (Path("/usr/share/fonts/truetype"), Path("/usr/share/fonts/opentype"))
TUNING_FONTS = (
    "DejaVuSans",
    "DejaVuSansMono-Bold",
    "LiberationSans-Bold",
    "LiberationMono-Regular",
    "NimbusRoman-Regular",
)
HELD_OUT_FONTS = (
    "NotoSansMono-Regular",
    "DejaVuSerif-Bold",
    "LiberationSansNarrow-Regular",
    "C059-Roman",
    "URWGothic-Book",
    "NimbusSans-Regular",
)
SIZES = (10, 12, 14, 18, 24, 32, 44, 60)
ANGLES = (0, 0, 0, 0, 90, 180, 270, 4, -7, 12)
# How far the letters stand from what is around them, as a share of the range of the picture.
CONTRASTS = (1.0, 0.5, 0.25, 0.12, 0.06)
STYLES = ("smooth", "smooth", "sharp", "outlined", "plate")
# Letters that stand out less from the noise around them are not legible to anybody.
LEGIBLE_RATIO = 3.0
NAMES = [
    "Abernathy",
    "Castellanos",
    "Dvorak",
    "Eriksen",
    "Fitzgerald",
    "Grunwald",
    "Hashimoto",
    "Ivanova",
    "Jankowski",
    "Kowalczyk",
    "Lindqvist",
    "Moreau",
]
GIVEN = ["Agnes", "Bruno", "Clara", "Dmitri", "Elena", "Felix", "Greta", "Hugo", "Irene", "Jonas"]
PLACES = ("St. Agatha Clinic", "Riverside Hospital", "Lakeview Radiology")


@dataclass(frozen=True, slots=True)
class Planted:
    """A word in a picture: where its ink is, what it says, and how it was drawn."""

    box: Box
    ink: NDArray[np.bool_]  # of the box
    text: str
    size: int
    angle: int
    contrast: float
    style: str
    font: str
    is_legible: bool

    def hidden_share(self, covered: NDArray[np.bool_]) -> float:
        """Return the share of the ink that lies in covered pixels of the whole picture."""
        return float(covered[self.box.slices][self.ink].mean())


@cache
def font_path(name: str) -> str:
    """Return the file of a font; raises LookupError."""
    for folder in FONT_FOLDERS:
        for path in folder.rglob(f"{name}.?tf"):
            return str(path)
    raise LookupError(name)


def identifying_text(rng: np.random.Generator) -> str:
    """Return a name, id, date or place that nobody has."""
    name, given = rng.choice(NAMES), rng.choice(GIVEN)
    number, year = int(rng.integers(10_000, 9_999_999)), int(rng.integers(1925, 2020))
    month, day = int(rng.integers(1, 13)), int(rng.integers(1, 29))
    forms = (
        f"{name} {given}", f"{name.upper()}^{given.upper()}", name.upper(), f"ID: {number}", f"MRN{number}", str(number),
        f"{year}-{month:02}-{day:02}", f"{day:02}.{month:02}.{year}", f"DOB {month:02}/{day:02}/{year}",
        f"Dr. {name}", str(rng.choice(PLACES)), f"{name},{given[0]} {year}",
    )  # fmt: skip
    return str(rng.choice(np.array(forms, dtype=object)))


def plant(
    frame: NDArray[Any], rng: np.random.Generator, fonts: Sequence[str], count: int = 5
) -> tuple[NDArray[Any], list[Planted]]:
    """Return a copy of a grey frame of any integer type with up to so many words in it, none over another."""
    picture, words = frame.copy(), list[Planted]()
    taken = np.zeros(frame.shape, bool)
    for _ in range(count):
        for _attempt in range(12):
            word = _draw(picture, taken, rng, fonts)
            if word:
                words.append(word)
                break
    return picture, words


def _draw(
    picture: NDArray[Any], taken: NDArray[np.bool_], rng: np.random.Generator, fonts: Sequence[str]
) -> Planted | None:
    text, font = identifying_text(rng), str(rng.choice(fonts))
    size, angle, style = int(rng.choice(SIZES)), int(rng.choice(ANGLES)), str(rng.choice(STYLES))
    contrast, is_bright = float(rng.choice(CONTRASTS)), bool(rng.integers(2))
    letters, around = _masks(text, font, size, angle, style)
    rows, columns = letters.shape
    if rows + 2 > picture.shape[0] or columns + 2 > picture.shape[1]:
        return None
    top, left = (int(rng.integers(1, limit - side)) for limit, side in zip(picture.shape, letters.shape, strict=True))
    box = Box(left, top, left + columns, top + rows)
    if taken[box.grown(6, *picture.shape).slices].any():
        return None
    taken[box.slices] = True
    part = picture[box.slices].astype(float)
    low, high = np.percentile(picture, (0.5, 99.5))
    step = contrast * max(float(high - low), 1.0) * (1 if is_bright else -1)
    background = float(part.mean())
    limits = np.iinfo(picture.dtype)
    floor = max(int(picture.min()), 0) if limits.min == 0 else limits.min
    ceiling = _ceiling(picture)
    value = float(np.clip(background + step, floor, ceiling))
    if around is not None:  # an outline, or a plate
        other = float(np.clip(value - step, floor, ceiling))
        part = part * (1 - around) + other * around
    noise = float(part[letters <= 0.5].std()) if (letters <= 0.5).any() else 0.0
    is_legible = abs(value - float(part.mean())) >= max(LEGIBLE_RATIO * noise, 0.5 * abs(step), 1)
    picture[box.slices] = np.rint(part * (1 - letters) + value * letters).clip(limits.min, limits.max)
    return Planted(box, letters > 0.5, text, size, angle, contrast, style, font, is_legible)


def _ceiling(picture: NDArray[Any]) -> int:
    """The most that as many bits hold as the picture needs."""
    highest = max(int(picture.max()), 1)
    return int(min((1 << highest.bit_length()) - 1, np.iinfo(picture.dtype).max))


def _masks(
    text: str, font: str, size: int, angle: int, style: str
) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
    loaded = ImageFont.truetype(font_path(font), size)
    edge = max(size // 12, 1) if style == "outlined" else 0
    left, top, right, bottom = loaded.getbbox(text, stroke_width=edge)
    extent = (int(right - left) + 4, int(bottom - top) + 4)

    def mask(width: int) -> NDArray[np.float64]:
        picture = Image.new("L", extent)
        drawing = ImageDraw.Draw(picture)
        drawing.fontmode = "1" if style == "sharp" else "L"
        drawing.text((2 - left, 2 - top), text, font=loaded, fill=255, stroke_width=width)
        how = Image.Resampling.NEAREST if style == "sharp" else Image.Resampling.BICUBIC
        return np.asarray(picture.rotate(angle, how, expand=True)) / 255.0

    letters = mask(0)
    if style == "outlined":
        return letters, mask(edge)
    if style == "plate":
        plate = Image.new("L", extent, 255).rotate(angle, Image.Resampling.NEAREST, expand=True)
        return letters, np.asarray(plate) / 255.0
    return letters, None


def cuts(frame: NDArray[Any], side: int) -> Iterator[NDArray[Any]]:
    """Yield squares of a frame, as many as stand side by side; a smaller frame as it is."""
    for top in range(0, max(frame.shape[0] - side, 0) + 1, side):
        for left in range(0, max(frame.shape[1] - side, 0) + 1, side):
            yield frame[top : top + side, left : left + side]
