"""From stored values to what is shown: rescale, window, look-up tables, colours (PS3.3 C.11.1, C.11.2)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from pydicom.dataset import Dataset

from app.errors import Invalid
from app.imaging.codecs import Array
from app.imaging.frames import PixelLayout
from app.imaging.palettes import palette_colours

# What a robust window leaves out at either end: implants and markers above, air below.
_DARKEST_PERCENT, _BRIGHTEST_PERCENT = 0.5, 99.5


@dataclass(frozen=True, slots=True)
class Window:
    """Centre and width in modality units (for CT: Hounsfield units), and the function between (PS3.3 C.11.2.1.3)."""

    center: float
    width: float
    function: str = "LINEAR"


@dataclass(frozen=True, slots=True)
class LookUpTable:
    """A LUT of PS3.3 C.11.1.1 or C.11.2.1.1: `values[i]` is for the input `first + i`; ends go on outside."""

    first: int
    values: Array
    bits: int

    def __call__(self, inputs: Array) -> Array:
        """Return the entries for the inputs, of any shape."""
        places = np.clip(np.asarray(inputs, np.float64) - self.first, 0, len(self.values) - 1)
        return self.values[places.astype(np.intp)]


@dataclass(frozen=True, slots=True)
class Display:
    """All that a frame's header says about showing its grey values."""

    slope: float
    intercept: float
    modality_table: LookUpTable | None
    window: Window | None
    voi_table: LookUpTable | None
    padding: tuple[int, int] | None
    is_inverse: bool


def display_of(header: Dataset, frame: int = 1) -> Display:
    """Return how to show the frame (1 is the first), from the functional groups where there are any (C.7.6.16.2)."""
    rescale = _group(header, frame, "PixelValueTransformationSequence")
    voi = _group(header, frame, "FrameVOILUTSequence")
    slope = _number(rescale.get("RescaleSlope"), 1.0)
    return Display(
        slope=slope or 1.0,
        intercept=_number(rescale.get("RescaleIntercept"), 0.0),
        modality_table=_table(rescale, "ModalityLUTSequence", header),
        window=_window(voi),
        voi_table=_table(voi, "VOILUTSequence", header),
        padding=_padding(header),
        is_inverse=header.get("PhotometricInterpretation") == "MONOCHROME1",
    )


def _group(header: Dataset, frame: int, keyword: str) -> Dataset:
    """The item of a functional group macro for a frame, or the header itself where there is none."""
    per_frame = header.get("PerFrameFunctionalGroupsSequence") or []
    shared = header.get("SharedFunctionalGroupsSequence") or []
    for groups in (*per_frame[frame - 1 : frame], *shared[:1]):
        if groups.get(keyword):
            item: Dataset = groups[keyword][0]
            return item
    return header


def _number(value: Any, otherwise: float) -> float:
    """The first of one or many numbers, as DS and IS elements hold them; `otherwise` where there is none."""
    try:
        number = float(value[0] if isinstance(value, (list, tuple)) or hasattr(value, "append") else value)
    except (TypeError, ValueError, IndexError):
        return otherwise
    return number if np.isfinite(number) else otherwise


def _window(voi: Dataset) -> Window | None:
    center, width = _number(voi.get("WindowCenter"), np.nan), _number(voi.get("WindowWidth"), np.nan)
    if not (np.isfinite(center) and np.isfinite(width)) or width <= 0:
        return None
    function = str(voi.get("VOILUTFunction") or "LINEAR").strip()
    return Window(center, width, function if function in {"LINEAR_EXACT", "SIGMOID"} else "LINEAR")


def _table(holder: Dataset, keyword: str, header: Dataset) -> LookUpTable | None:
    items = holder.get(keyword)
    if not items:
        return None
    try:
        count, first, bits = (int(value) for value in items[0].LUTDescriptor)
        data = items[0].LUTData
    except (AttributeError, TypeError, ValueError):
        return None
    if isinstance(data, bytes):
        data = np.frombuffer(data, np.uint8 if len(data) == (count or 65536) else "<u2")
    if header.get("PixelRepresentation") == 1 and first > 0x7FFF:
        first -= 0x10000  # the first input is of the sign of the pixels, whatever VR it was read by
    values = np.asarray(data, np.float64)
    return LookUpTable(first, values, bits) if len(values) else None


def _padding(header: Dataset) -> tuple[int, int] | None:
    value = header.get("PixelPaddingValue")
    if not isinstance(value, int):
        return None
    limit = header.get("PixelPaddingRangeLimit")
    ends = sorted((value, limit if isinstance(limit, int) else value))
    return ends[0], ends[1]


def modality_values(stored: Array, display: Display) -> Array:
    """Return stored values in modality units, float64 of the same shape (PS3.3 C.11.1)."""
    if display.modality_table is not None:
        return display.modality_table(stored)
    return stored * display.slope + display.intercept


def grey_levels(stored: Array, display: Display, window: Window) -> Array:
    """Return stored values as uint8 grey levels under a window, of the same shape; MONOCHROME1 is inverted."""
    levels = windowed(modality_values(stored, display), window)
    return np.subtract(255, levels, dtype=np.uint8) if display.is_inverse else levels


def tabled_levels(stored: Array, display: Display, table: LookUpTable) -> Array:
    """Return stored values as uint8 grey levels through a VOI LUT (PS3.3 C.11.2.1.1)."""
    values = table(modality_values(stored, display))
    levels = np.rint(values * (255 / ((1 << table.bits) - 1))).clip(0, 255).astype(np.uint8)
    return np.subtract(255, levels, dtype=np.uint8) if display.is_inverse else levels


def windowed(values: Array, window: Window) -> Array:
    """Return values in modality units as uint8 grey levels, 0 to 255 (PS3.3 C.11.2.1.2 and C.11.2.1.3)."""
    center, width = window.center, window.width
    match window.function:
        case "SIGMOID":
            # C.11.2.1.3.1; the exponent is bounded so that a narrow window does not overflow.
            levels = 255 / (1 + np.exp(np.clip(-4 * (values - center) / width, -700, 700)))
        case "LINEAR_EXACT":
            levels = ((values - center) / width + 0.5) * 255  # C.11.2.1.3.2
        case _:
            # C.11.2.1.2.1: a width of 1 is a threshold at center - 0.5.
            levels = (
                np.where(values > center - 0.5, 255.0, 0.0)
                if width <= 1
                else (((values - (center - 0.5)) / (width - 1) + 0.5) * 255)
            )
    return np.rint(levels).clip(0, 255).astype(np.uint8)


def robust_window(stored: Array, display: Display) -> Window:
    """Return the window that shows all but the extreme values; padding does not count."""
    values = stored.ravel()
    values = values[:: max(values.size // 65_536, 1)]
    if display.padding is not None:
        inside = values[(values < display.padding[0]) | (values > display.padding[1])]
        values = inside if inside.size else values
    low, high = np.percentile(modality_values(values, display), (_DARKEST_PERCENT, _BRIGHTEST_PERCENT))
    return Window((low + high) / 2, max(high - low, 1.0), "LINEAR_EXACT")


def checked_window(center: float, width: float, function: str = "LINEAR") -> Window:
    """Return the window that a person asked for; raises Invalid where none can be made of it."""
    if not (np.isfinite(center) and np.isfinite(width)) or width <= 0:
        raise Invalid("A window needs a centre and a width above 0.")
    return Window(center, width, function)


def rgb_levels(pixels: Array, layout: PixelLayout, header: Dataset) -> Array:
    """Return the colours of a frame as `(rows, columns, 3)` uint8 RGB, from RGB, YBR_FULL or palette."""
    if layout.photometric == "PALETTE COLOR":
        return (palette_colours(pixels, header) >> 8).astype(np.uint8)
    levels = pixels if layout.bits_stored == 8 else _to_eight_bits(pixels, layout.bits_stored)
    return ybr_to_rgb(levels) if layout.photometric == "YBR_FULL" else levels


def _to_eight_bits(pixels: Array, bits: int) -> Array:
    return (pixels >> (bits - 8) if bits > 8 else pixels << (8 - bits)).astype(np.uint8)


def ybr_to_rgb(pixels: Array) -> Array:
    """Return 8-bit YBR_FULL as RGB (PS3.3 C.7.6.3.1.2)."""
    luma, blue, red = (pixels[..., index].astype(np.float32) for index in range(3))
    blue, red = blue - 128, red - 128
    rgb = np.stack((luma + 1.402 * red, luma - 0.344136 * blue - 0.714136 * red, luma + 1.772 * blue), axis=-1)
    levels: Array = np.rint(rgb).clip(0, 255).astype(np.uint8)
    return levels
