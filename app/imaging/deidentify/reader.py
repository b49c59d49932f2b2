"""RapidOCR (PP-OCRv4) behind presidio's OCR interface, one process's reader.

Its networks are used one by one rather than through its own call: a picture is searched in tiles, which takes half
the time of a whole one; and what was found is read upside down, too, where it does not read well.
Nothing here is imported until a picture has to be read: the models take half a second and 130 MB.
"""

import math
import weakref
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np

from app.imaging.codecs import Array
from app.imaging.deidentify.views import Look, inked_boxes, prepared, resized
from app.imaging.geometry import Box

CLOSE_LOOK: Final = Look(800_000)
# Large tiles overflow the processor's cache, small ones cut lines.
TILE_PIXELS: Final = 640
TILE_OVERLAP: Final = 64
# The detector's stride; what it looks at is a multiple of it.
STRIDE_PIXELS: Final = 32
# Ink is searched for in a picture of so many pixels at most, and read in pieces of this side.
INK_PIXELS_LIMIT: Final = 2_000_000
INK_SIDE: Final = 512
# The detector sees letters at the very edge badly.
CONTEXT_PIXELS: Final = 16
# Read well enough not to be tried upside down; so many times as high as wide is a line that runs up or down.
UPRIGHT_SCORE: Final = 0.9
UPRIGHT_RATIO: Final = 1.5


class Found(NamedTuple):
    """A line of text: its corners `(4, 2)` in the picture, clockwise, what it says, and how sure the reader is."""

    corners: Array
    text: str
    score: float


class Reduced:
    """A large picture at a size at which ink can be searched for: it is looked at more than once, so the last one is kept.

    It may not be changed between two looks at it.
    """

    def __init__(self) -> None:
        self._last: Callable[[], object] = lambda: None
        self.picture: Array = np.zeros((1, 1), np.float32)
        self.parts: list[Box] = []

    def take(self, picture: Array) -> None:
        """Reduce a picture, and find the parts of it, in its own pixels, that may hold small letters."""
        if self._last() is not picture:
            rows, columns = picture.shape[:2]
            scale = min(1.0, (INK_PIXELS_LIMIT / (rows * columns)) ** 0.5)
            self.picture = resized(picture, scale)
            self.parts = [box.scaled(1 / scale) for box in inked_boxes(self.picture, round(INK_SIDE * scale))]
            self._last = weakref.ref(picture)


@cache
def ocr() -> Any:
    """Return this process's text reader, an instance of presidio's `OCR`; the models are loaded at the first call."""
    # Imported here: see the module's docstring.
    import cv2
    from rapidocr_onnxruntime import RapidOCR

    cv2.setNumThreads(1)
    # One thread: the pool has a worker a core already.
    engine = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)
    reduced = Reduced()
    engine.text_rec.rec_image_shape = [3, 48, 48]  # so that short lines are not padded to long ones

    class RapidReader(_presidio_ocr()):  # type: ignore[misc]
        """RapidOCR as presidio wants to see it: one entry a line, in pixels of the picture."""

        def perform_ocr(self, image: object, look: Look = CLOSE_LOOK, **_: object) -> dict[str, list[Any]]:
            return _entries(_read(engine, np.asarray(image), look, reduced))

    return RapidReader()


def _presidio_ocr() -> type:
    """Presidio's abstract OCR class, without its package: that imports matplotlib, spaCy and Azure's client."""
    import sys
    from importlib.machinery import SourceFileLoader
    from importlib.util import find_spec
    from types import ModuleType

    name = "presidio_image_redactor.ocr"
    if name not in sys.modules:
        package = find_spec("presidio_image_redactor")  # finds it without importing it
        folder = ((package and package.submodule_search_locations) or [""])[0]
        module = ModuleType(name)
        SourceFileLoader(name, f"{folder}/ocr.py").exec_module(module)
        sys.modules[name] = module  # whoever imports the package later gets this very class
    base: type = sys.modules[name].OCR
    return base


def _entries(found: Sequence[Found]) -> dict[str, list[Any]]:
    keys = ("left", "top", "width", "height", "text", "conf", "corners")  # the corners are ours
    entries: dict[str, list[Any]] = {key: [] for key in keys}
    for corners, text, score in found:
        left, top = (math.floor(value) for value in corners.min(axis=0))
        right, bottom = (math.ceil(value) for value in corners.max(axis=0))
        values = (left, top, right - left, bottom - top, text, score, corners)
        for key, value in zip(entries, values, strict=True):
            entries[key].append(value)
    return entries


def _read(engine: Any, picture: Array, look: Look, reduced: Reduced) -> list[Found]:
    rows, columns = picture.shape[:2]
    scale = look.scale(rows, columns)
    if not look.is_coarse(rows, columns):
        return _read_part(engine, picture, look, scale)
    reduced.take(picture)
    ratio = np.array([columns, rows], np.float32) / reduced.picture.shape[1::-1]
    large = _read_part(engine, reduced.picture, look, scale * float(ratio.max()))
    found = [each._replace(corners=each.corners * ratio) for each in large]
    for box in reduced.parts:
        along, aside = (box.height, box.width) if look.is_turned else (box.width, box.height)
        if aside < UPRIGHT_RATIO * along:  # else its lines run the other way
            part = box.grown(CONTEXT_PIXELS, rows, columns)
            corner = np.array([part.left, part.top], np.float32)
            small = _read_part(engine, picture[part.slices], look, 1.0)
            found += [each._replace(corners=each.corners + corner) for each in small]
    return found


def _read_part(engine: Any, picture: Array, look: Look, scale: float) -> list[Found]:
    view = prepared(picture, look, scale)
    corners = _detected(engine, view)
    read = _recognised(engine, [_cut_out(view, each) for each in corners])
    rows, columns = picture.shape[:2]
    height, width = view.shape[1::-1] if look.is_turned else view.shape[:2]
    ratio = np.array([columns / width, rows / height], np.float32)
    places = [_turned_back(each, width) if look.is_turned else each for each in corners]
    return [Found(place * ratio, *said) for place, said in zip(places, read, strict=True)]


def _turned_back(corners: Array, width: int) -> Array:
    """Return the same corners before the picture, so many pixels wide then, was turned by a quarter."""
    return np.stack((width - 1 - corners[:, 1], corners[:, 0]), axis=1)


def _detected(engine: Any, view: Array) -> list[Array]:
    """Return the corners of what looks like lines, clockwise from the upper left, `(4, 2)` float32 each."""
    probability = _probability(engine.text_det.infer.session, view)
    boxes, _scores = engine.text_det.postprocess_op(probability[None, None], view.shape[:2])
    return [engine.text_det.order_points_clockwise(box.astype(np.float32)) for box in boxes]


def _probability(session: Any, view: Array) -> Array:
    """Return how likely each pixel is part of a line, `(rows, columns)` float32, from one tile after another."""
    rows, columns = view.shape[:2]
    likely = np.zeros((rows, columns), np.float32)
    name = session.get_inputs()[0].name
    for down in _tiles(rows):
        for across in _tiles(columns):
            tile = view[down, across]
            high, wide = tile.shape[:2]
            rest = ((0, -high % STRIDE_PIXELS), (0, -wide % STRIDE_PIXELS), (0, 0))
            inputs = np.pad(tile, rest, mode="edge").astype(np.float32).transpose(2, 0, 1)[None] / 127.5 - 1
            output = session.run(None, {name: inputs})[0][0, 0, :high, :wide]
            np.maximum(likely[down, across], output, out=likely[down, across])
    return likely


def _tiles(length: int) -> Iterator[slice]:
    """Yield slices that cover a length, as few and as equal as can be, with an overlap."""
    count = max(math.ceil((length - TILE_OVERLAP) / (TILE_PIXELS - TILE_OVERLAP)), 1)
    step = math.ceil((length - TILE_OVERLAP) / count)
    for start in range(0, count * step, max(step, 1)):
        yield slice(start, min(start + step + TILE_OVERLAP, length))


def _cut_out(view: Array, corners: Array) -> Array:
    """Return what lies between four corners as an upright picture; a line that runs upwards lies on its side."""
    import cv2

    width = max(round(float(max(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[2] - corners[3])))), 1)
    height = max(round(float(max(np.linalg.norm(corners[0] - corners[3]), np.linalg.norm(corners[1] - corners[2])))), 1)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    transform = cv2.getPerspectiveTransform(corners, target)
    cut = cv2.warpPerspective(view, transform, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.rot90(cut) if height >= UPRIGHT_RATIO * width else cut


def _recognised(engine: Any, cuts: Sequence[Array]) -> list[tuple[str, float]]:
    """Return what each picture says and how sure that is, upright or upside down, whichever reads better."""
    if not cuts:
        return []
    read = [(text, float(score)) for text, score in engine.text_rec(list(cuts))[0]]
    doubtful = [index for index, (_, score) in enumerate(read) if score < UPRIGHT_SCORE]
    if doubtful:
        turned = engine.text_rec([np.ascontiguousarray(cuts[index][::-1, ::-1]) for index in doubtful])[0]
        for index, (text, score) in zip(doubtful, turned, strict=True):
            read[index] = max(read[index], (text, float(score)), key=lambda said: said[1])
    return read
