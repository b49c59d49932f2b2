"""The scorer of the de-identification benchmark: what is left must be caught, what is right must pass."""

from itertools import count
from pathlib import Path
from random import Random

import numpy as np
import pydicom
import pytest

from tests.benchmarks.deid import corpus, drawing
from tests.benchmarks.deid.checks import Check, Key, Word, find
from tests.benchmarks.deid.decoding import decode
from tests.benchmarks.deid.people import make_person, make_visit
from tests.benchmarks.deid.pixels import covered_share, score_pixels
from tests.benchmarks.deid.scoring import HELD, RIGHT, WRONG, Score, score_headers
from tests.imaging.samples import sample_path


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Key, Path]:
    """A real file with planted identifiers and drawn text, and its key."""
    folder = tmp_path_factory.mktemp("planted")
    (folder / "in").mkdir()
    source = corpus.Source(sample_path("CT_small.dcm"), "CT_small.dcm", has_text=False)
    dataset = corpus.read_source(source)
    assert dataset is not None
    numbers = count()
    key = corpus.plant_file(dataset, source, "0000.dcm", corpus.Plan("test", folder, {"CT_small.dcm"}, numbers))
    return key, folder


def counts(key: Key, output: Path | None) -> Score:
    score = Score()
    score_headers([key], {} if output is None else {key.name: output}, score)
    return score


def of(score: Score, action: str, result: str) -> int:
    return score.total(lambda one, _: one == action)[result]


def test_a_file_that_nobody_cleaned_fails_every_check_of_removal(planted: tuple[Key, Path]) -> None:
    key, folder = planted
    score = counts(key, folder / "in" / key.name)
    assert of(score, "text_removed", WRONG) > 150
    assert of(score, "text_removed", RIGHT) == 0
    assert (
        of(score, "uid_changed", RIGHT) == of(score, "date_shifted", RIGHT) == of(score, "uid_consistent", RIGHT) == 0
    )
    assert score.canaries_left == score.canaries > 5
    assert (
        of(score, "tag_retained", WRONG) == of(score, "text_notnull", WRONG) == of(score, "text_retained", WRONG) == 0
    )


def test_a_file_that_is_held_back_counts_as_neither(planted: tuple[Key, Path]) -> None:
    key, _ = planted
    total = counts(key, None).total()
    assert total == {HELD: len(key.checks)}


def test_one_planted_leak_is_caught(planted: tuple[Key, Path]) -> None:
    key, folder = planted
    empty = pydicom.Dataset()
    empty.file_meta = pydicom.dataset.FileMetaDataset()
    empty.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    path = folder / "out.dcm"
    empty.save_as(path)
    assert of(counts(key, path), "text_removed", WRONG) == 0
    person = make_person("test", int(key.patient))
    empty.StudyDescription = f"CHEST {person.name.spellings()['LAST, FIRST']}"
    empty.SpecificCharacterSet = "ISO_IR 192"
    empty.save_as(path)
    wrong = [failure.check for failure in counts(key, path).failures if failure.check.action == "text_removed"]
    assert {check.path for check in wrong} >= {()}
    assert all(check.category == "name" for check in wrong)
    empty.StudyDescription = "CHEST"
    empty.add_new(0x00291001, "UN", b"\0\0" + person.patient_id.encode())
    empty.save_as(path)
    wrong = [failure.check for failure in counts(key, path).failures if failure.check.action == "text_removed"]
    assert {(check.category, check.path) for check in wrong} >= {("id", ())}


@pytest.mark.parametrize(
    ("new", "is_right"),
    [("20010105", True), ("20010110", False), ("", False), ("20011399", False), ("20010106", False)],
)
def test_a_date_counts_when_it_moves_with_the_others(new: str, is_right: bool, tmp_path: Path) -> None:
    path = tmp_path / "out.dcm"
    dataset = pydicom.Dataset()
    dataset.file_meta = pydicom.dataset.FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    dataset.StudyDate = dataset.SeriesDate = "20010105"
    dataset.add_new("ContentDate", "DA", new)
    dataset.save_as(path)
    tags = ("00080020", "00080021", "00080023")
    checks = [Check("date_shifted", "dates", (tag,), ("20010110",), required=True) for tag in tags]
    score = counts(Key("a", "a", True, "1", "", checks), path)
    assert of(score, "date_shifted", RIGHT) == 2 + is_right


def test_two_originals_may_not_become_one(tmp_path: Path) -> None:
    path = tmp_path / "out.dcm"
    dataset = pydicom.Dataset()
    dataset.file_meta = pydicom.dataset.FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    dataset.StudyInstanceUID = dataset.SeriesInstanceUID = "2.25.5"
    dataset.save_as(path)
    checks = [
        Check("uid_consistent", "uids", (tag,), (uid,)) for tag, uid in (("0020000D", "1.2"), ("0020000E", "1.3"))
    ]
    score = counts(Key("a", "a", True, "1", "", checks), path)
    assert of(score, "uid_consistent", WRONG) == 2


def test_covered_ink_is_told_from_ink_that_stayed() -> None:
    ink = np.zeros((10, 20), bool)
    ink[2:8, 2:18:3] = True
    before = np.where(ink, 0, 90).astype(np.uint8)[:, :]
    box = (0, 0, 20, 10)
    assert covered_share(before, before, ink, box) == 0.0
    assert covered_share(before, np.full_like(before, 90), ink, box) == 1.0
    assert covered_share(before, np.zeros_like(before), ink, box) == 1.0  # black over black letters
    half = before.copy()
    half[:, 10:] = 90
    assert 0.3 < covered_share(before, half, ink, box) < 0.7


def test_drawn_words_that_stay_are_caught_and_hidden_ones_pass(planted: tuple[Key, Path]) -> None:
    key, folder = planted
    assert len(key.words) > 3
    path = folder / "in" / key.name
    score = Score()
    score_pixels([key], folder, {key.name: path}, score)
    assert of(score, "pixels_hidden", RIGHT) == 0
    assert of(score, "pixels_retained", RIGHT) == 1
    dataset = pydicom.dcmread(path)
    values = decode(dataset)
    assert values is not None
    values = values.copy()
    for word in key.words:
        x0, y0, x1, y1 = word.box
        values[:, y0 - 1 : y1 + 1, x0 - 1 : x1 + 1] = 7
    drawing.store(dataset, values)
    dataset.save_as(folder / "out.dcm")
    score = Score()
    score_pixels([key], folder, {key.name: folder / "out.dcm"}, score)
    assert of(score, "pixels_hidden", WRONG) == 0
    assert of(score, "pixels_hidden", RIGHT) == sum(word.is_phi for word in key.words)
    values[:] = 7
    drawing.store(dataset, values)
    dataset.save_as(folder / "out.dcm")
    losses = score_pixels([key], folder, {key.name: folder / "out.dcm"}, Score())
    assert losses.beside_text[key.source] > 0.3


def test_the_same_seed_plants_the_same_and_another_seed_something_else() -> None:
    assert make_person("1", 4) == make_person("1", 4) != make_person("2", 4)
    assert make_visit("1", "1.2") == make_visit("1", "1.2") != make_visit("1", "1.3")
    names = [make_person("1", number).name.value for number in range(10)]
    assert len({name.isascii() for name in names}) == 2
    assert any("=" in name for name in names)


def test_a_place_that_is_not_there_is_none() -> None:
    dataset = pydicom.Dataset()
    assert find(dataset, ("00081140", 0, "00081155")) is None
    assert find(dataset, ("0019:SIEMENS MR HEADER:0C",)) is None


def test_a_line_that_does_not_fit_is_not_drawn() -> None:
    values = np.zeros((1, 40, 40), np.uint8)
    canvas = drawing.Canvas(values, np.zeros((40, 40), np.float32), 0, 255, False, None, 255, False, 8)
    words = drawing.draw(canvas, make_person("1", 1), make_visit("1", "1"), Random("x"))
    assert all(isinstance(word, Word) and word.box[2] <= 40 and word.box[3] <= 40 for word, _ in words)
