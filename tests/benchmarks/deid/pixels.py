"""Holds output pixels against the drawn ones.

pixels_hidden, for each drawn word that identifies: in the first, middle and last frame that has it, at least 90 % of the
word's ink (its known mask) no longer has the drawn value; ink whose value stayed counts as covered only where nine tenths
of the box around it have that value now (a black fill over black letters). And an independent OCR (Tesseract, at another
scale than any engine uses; without it RapidOCR) reads no token of the word in the box of the output.

pixels_retained, for each image whose original has no text: where nothing was drawn, every pixel as it was; where
something was, at most 0.05 % of the pixels changed farther from the words than their font is high.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pydicom
from numpy.typing import NDArray
from PIL import Image

from tests.benchmarks.deid.checks import Check, Key, Word
from tests.benchmarks.deid.decoding import Array, decode
from tests.benchmarks.deid.output import squeezed
from tests.benchmarks.deid.scoring import HELD, RIGHT, WRONG, Score

COVERED: Final = 0.9
MOST_LOST: Final = 0.0005
SHORTEST_READ: Final = 3
OCR_HEIGHT: Final = 40


@dataclass(slots=True)
class Losses:
    """The share of pixels that changed, image by image, where no text was; and how words fared by style."""

    without_text: dict[str, float] = field(default_factory=dict)
    beside_text: dict[str, float] = field(default_factory=dict)


def score_pixels(keys: list[Key], folder: Path, outputs: dict[str, Path], score: Score) -> Losses:
    """Count every check of the pixels. `folder` holds `in` and `ink`."""
    losses = Losses()
    for key in keys:
        if not key.pixels:
            continue
        path = outputs.get(key.name)
        if path is None:
            _hold(key, score)
            continue
        before = decode(pydicom.dcmread(folder / "in" / key.name))
        after = _decoded(path, before)
        if before is None:
            continue
        bits = int(pydicom.dcmread(folder / "in" / key.name, stop_before_pixels=True).BitsStored)
        if after is not None:
            before, after = before & ((1 << bits) - 1), after & ((1 << bits) - 1)
        _score_image(key, folder, before, after, score, losses)
    return losses


def _hold(key: Key, score: Score) -> None:
    for word in key.words:
        if word.is_phi:
            score.add(key, _check(word), HELD)
    if key.pixels in ("same", "drawn"):
        score.add(key, Check("pixels_retained", "pixels", ()), HELD)


def _check(word: Word) -> Check:
    return Check("pixels_hidden", word.category, (), (word.text,), word.style)


def _decoded(path: Path, before: Array | None) -> Array | None:
    try:
        dataset = pydicom.dcmread(path, force=True)
        after = decode(dataset)
    except Exception:  # noqa: BLE001 - whatever another tool wrote
        return None
    return after if after is not None and before is not None and after.shape == before.shape else None


def _score_image(key: Key, folder: Path, before: Array, after: Array | None, score: Score, losses: Losses) -> None:
    retained = Check("pixels_retained", "pixels", (), (), key.pixels)
    if after is None:
        for word in key.words:
            score.add(key, _check(word), WRONG, "the output cannot be decoded to the same shape")
        score.add(key, retained, WRONG, "the output cannot be decoded to the same shape")
        return
    changed = before != after
    if changed.ndim == 4:
        changed = changed.any(axis=-1)
    beside = changed.any(axis=0)
    if key.words:
        with np.load(folder / "ink" / f"{key.name}.npz") as inks:
            for number, word in enumerate(key.words):
                height = max(word.size, min(word.box[3] - word.box[1], word.box[2] - word.box[0]))
                x0, y0, x1, y1 = word.box
                beside[max(0, y0 - height) : y1 + height, max(0, x0 - height) : x1 + height] = False
                if word.is_phi:
                    share = min(
                        covered_share(before[frame], after[frame], inks[str(number)], word.box)
                        for frame in {word.first_frame, (word.first_frame + word.last_frame) // 2, word.last_frame}
                    )
                    read = read_in(after[word.first_frame], word) if share >= COVERED else ""
                    is_hidden = share >= COVERED and not read
                    found = f"{100 * share:.0f} % covered" + (f", still read as {read}" if read else "")
                    score.add(key, _check(word), RIGHT if is_hidden else WRONG, found)
    if key.pixels == "same":
        losses.without_text[key.source] = float(beside.mean())
        score.add(key, retained, RIGHT if not beside.any() else WRONG, f"{100 * beside.mean():.3f} % changed")
    elif key.pixels == "drawn":
        losses.beside_text[key.source] = float(beside.mean())
        score.add(key, retained, RIGHT if beside.mean() <= MOST_LOST else WRONG, f"{100 * beside.mean():.3f} % changed")


def covered_share(before: Array, after: Array, ink: NDArray[np.bool_], box: tuple[int, int, int, int]) -> float:
    """Return the share of a word's ink that is covered in one frame."""
    x0, y0, x1, y1 = box
    old, new = before[y0:y1, x0:x1], after[y0:y1, x0:x1]
    same = old == new
    if same.ndim == 3:
        same = same.all(axis=-1)
    stayed = ink & same
    if stayed.any():
        values = new[stayed]
        value = np.median(values, axis=0)
        around = new == value
        if around.ndim == 3:
            around = around.all(axis=-1)
        if (~ink).any() and around[~ink].mean() >= COVERED and not same[~ink].mean() >= COVERED:
            stayed = stayed & ~around
    return 1.0 - float(stayed.sum() / max(int(ink.sum()), 1))


def read_in(frame: Array, word: Word) -> str:
    """Return what an independent OCR reads in a word's box if it is a token of the word, else ""."""
    token = squeezed(word.text)
    if len(token) < SHORTEST_READ or not word.text.isascii():
        return ""
    x0, y0, x1, y1 = word.box
    inside = frame[y0:y1, x0:x1]
    if inside.size and np.ptp(inside.reshape(inside.shape[0] * inside.shape[1], -1), axis=0).max() == 0:
        return ""  # all one value: nothing to read
    margin = 6
    part = frame[max(0, y0 - margin) : y1 + margin, max(0, x0 - margin) : x1 + margin].astype(np.float32)
    if part.ndim == 3:
        part = part.mean(axis=-1)
    low, high = np.percentile(part, (1, 99))
    if high - low < 1:
        return ""
    picture = Image.fromarray((255 * np.clip((part - low) / (high - low), 0, 1)).astype(np.uint8))
    is_upright = y1 - y0 > 1.5 * (x1 - x0)
    for turn in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270) if is_upright else (None,):
        turned = picture.transpose(turn) if turn is not None else picture
        scale = OCR_HEIGHT / max(turned.height - 2 * margin, 1) * 1.5
        large = turned.resize(
            (max(8, int(turned.width * scale)), max(8, int(turned.height * scale))), Image.Resampling.BICUBIC
        )
        text = squeezed(_ocr(large))
        if token in text:
            return text[:40]
    return ""


def ocr_name() -> str:
    """Return which OCR looks at the results."""
    return "Tesseract" if shutil.which("tesseract") else "RapidOCR"


def _ocr(picture: Image.Image) -> str:
    if ocr_name() == "Tesseract":
        import pytesseract

        return str(pytesseract.image_to_string(picture, config="--psm 7"))
    found, _ = _rapid()(np.asarray(picture.convert("RGB")))
    return " ".join(text for _, text, _ in found or [])


_readers: list[Any] = []


def _rapid() -> Any:
    if not _readers:
        from rapidocr_onnxruntime import RapidOCR

        _readers.append(RapidOCR(intra_op_num_threads=1))
    return _readers[0]
