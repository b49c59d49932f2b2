"""Palette colours: look-up tables of red, green and blue, whole or in segments (PS3.3 C.7.6.3.1.5, C.7.9)."""

import numpy as np
from pydicom.dataset import Dataset

from app.imaging.codecs import Array, Undecodable

_DISCRETE, _LINEAR, _INDIRECT = 0, 1, 2


def palette_colours(indices: Array, header: Dataset) -> Array:
    """Return the 16-bit red, green and blue of palette indices, `(..., 3)` uint16.

    Raises Undecodable when the palette is missing or damaged.
    """
    try:
        channels = [_channel(indices, header, name) for name in ("Red", "Green", "Blue")]
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise Undecodable("The image's colour palette is missing or damaged. Export the image again.") from error
    return np.stack(channels, axis=-1)


def _channel(indices: Array, header: Dataset, name: str) -> Array:
    count, first, bits = (int(value) for value in header[f"{name}PaletteColorLookupTableDescriptor"].value)
    count = count or 1 << 16  # C.7.6.3.1.5: 0 stands for 65536, which the element cannot hold
    if header.get("PixelRepresentation") == 1 and first > 0x7FFF:
        first -= 1 << 16
    entries = _entries(header, name, count, bits)[:count]
    if len(entries) < count:
        raise ValueError
    wide = entries if bits == 16 or entries.max() > 0xFF else entries * 257
    return wide[np.clip(indices.astype(np.int64) - first, 0, count - 1)]


def _entries(header: Dataset, name: str, count: int, bits: int) -> Array:
    whole = header.get(f"{name}PaletteColorLookupTableData")
    if whole is not None:
        # Entries of 8 bits may still take a word each.
        return np.frombuffer(whole, "<u2" if len(whole) >= 2 * count else np.uint8).astype(np.uint16)
    data = header[f"Segmented{name}PaletteColorLookupTableData"].value
    return _expanded(np.frombuffer(data, "<u2" if bits == 16 else np.uint8), count)


def _expanded(data: Array, count: int) -> Array:
    """The entries that segments stand for (C.7.9.2); what follows the last entry, such as padding, is not looked at."""
    entries: list[int] = []
    position = 0
    while len(entries) < count:
        position = _segment(data, position, entries, may_jump=True)
    return np.array(entries, np.uint16)


def _segment(data: Array, position: int, entries: list[int], *, may_jump: bool) -> int:
    """Add the entries of one segment, and return where the next begins."""
    kind, length = int(data[position]), int(data[position + 1])
    position += 2
    match kind:
        case _ if kind == _DISCRETE and length:
            entries += data[position : position + length].tolist()
            return position + length
        case _ if kind == _LINEAR and length:
            steps = np.linspace(entries[-1], int(data[position]), length + 1)[1:]
            entries += np.rint(steps).astype(int).tolist()
            return position + 1
        case _ if kind == _INDIRECT and length and may_jump:
            # The offset is in bytes, low part first; it leads to segments that do not jump themselves.
            size = data.itemsize
            parts = 4 // size
            offset = sum(
                int(part) << (8 * size * place) for place, part in enumerate(data[position : position + parts])
            )
            target = offset // size
            for _ in range(length):
                target = _segment(data, target, entries, may_jump=False)
            return position + parts
        case _:
            raise ValueError(kind)
