"""`medhub deid` as a person or a script calls it: real processes, real files."""

import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pydicom
import pytest
from pydicom._uid_dict import UID_dictionary

from tests.imaging.samples import changed, sample, sample_path

ROOT = Path(__file__).parent.parent.parent
LINE = ["source", "output", "outcome", "reason", "actions", "regions"]


def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "app", "deid", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def report(path: Path) -> dict[str, dict[str, Any]]:
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [list(line) for line in lines] == [LINE] * len(lines)
    return {line["source"]: line for line in lines}


def key_file(folder: Path, digit: str = "7") -> Path:
    path = folder / f"key{digit}"
    path.write_text(digit * 64)
    return path


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, Any]]]:
    """A folder of everything that can happen, de-identified once: the output folder and its report by source."""
    folder = tmp_path_factory.mktemp("mixed")
    source = folder / "in"
    (source / "sub").mkdir(parents=True)
    (source / "a.dcm").write_bytes(sample())
    (source / "b-copy.dcm").write_bytes(sample())
    (source / "c-other-bytes.dcm").write_bytes(changed(PatientAge="050Y"))
    (source / "d-other-patient.dcm").write_bytes(changed(SOPInstanceUID="1.2.3", PatientID="SOMEBODY ELSE"))
    (source / "e-next.dcm").write_bytes(changed(SOPInstanceUID="1.2.4", InstanceNumber="2"))
    (source / "f-text.txt").write_text("no image")
    (source / "g-cut.dcm").write_bytes(sample("MR_small.dcm")[:5000])
    (source / "h-report.dcm").write_bytes(sample("test-SR.dcm"))
    (source / "i-speech.dcm").write_bytes(changed("waveform_ecg.dcm", SOPClassUID="1.2.840.10008.5.1.4.1.1.9.4.1"))
    (source / "sub" / "mr.dcm").write_bytes(sample("MR_small.dcm"))
    with ZipFile(source / "z.zip", "w") as archive:
        archive.writestr("inner/j2k.dcm", sample("MR_small_RLE.dcm"))
        archive.writestr("../evil.dcm", sample())
        archive.writestr("again.zip", b"PK\x03\x04" + bytes(100))
    result = call(source, folder / "out", "--report", folder / "report.ndjson", "--key-file", key_file(folder))
    assert (result.returncode, result.stdout) == (0, "4 accepted, 1 duplicate, 0 quarantined, 8 rejected\n")
    return folder / "out", report(folder / "report.ndjson")


OUTCOMES = {
    "a.dcm": ("ACCEPTED", None),
    "b-copy.dcm": ("DUPLICATE", "The same file was in this run before."),
    "c-other-bytes.dcm": (
        "REJECTED", "CONFLICT: Another file of this run is the same image with other content. Keep one of them.",
    ),
    "d-other-patient.dcm": (
        "REJECTED", "CONFLICT: The file says another patient than the files before it of the same study.",
    ),
    "e-next.dcm": ("ACCEPTED", None),
    "f-text.txt": (
        "REJECTED", "UNSUPPORTED: This is not a DICOM file. Upload DICOM images, or a zip archive of them.",
    ),
    "g-cut.dcm": (
        "REJECTED", "REJECTED: The file ends in the middle of its data. Export it again from where it came from.",
    ),
    "h-report.dcm": ("ACCEPTED", None),
    "i-speech.dcm": (
        "REJECTED",
        "UNSUPPORTED: This is a DICOM object of a kind that the hub cannot check for what identifies, such as sound, video or raw data. Leave it out.",
    ),
    "sub/mr.dcm": ("ACCEPTED", None),
    "z.zip/inner/j2k.dcm": (
        "REJECTED", "CONFLICT: Another file of this run is the same image with other content. Keep one of them.",
    ),
    "z.zip/../evil.dcm": (
        "REJECTED", "INVALID: The archive names this file with a path that leads out of it. Make the archive again.",
    ),
    "z.zip/again.zip": ("REJECTED", "UNSUPPORTED: This is an archive within an archive. Send it by itself."),
}  # fmt: skip


@pytest.mark.parametrize("source", OUTCOMES)
def test_each_file_gets_its_own_outcome_and_reason(source: str, mixed: tuple[Path, dict[str, dict[str, Any]]]) -> None:
    line = mixed[1][source]
    assert (line["outcome"], line["reason"]) == OUTCOMES[source]
    assert (line["output"] is not None) == (line["outcome"] == "ACCEPTED")
    assert (line["actions"] != []) == (line["outcome"] == "ACCEPTED")


def test_every_input_has_a_line_and_nothing_else_is_in_the_output(
    mixed: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    output, lines = mixed
    assert lines.keys() == OUTCOMES.keys()
    assert files_of(output) == sorted(line["output"] for line in lines.values() if line["output"])


def test_output_is_patient_study_series_with_the_pixels_of_the_source(
    mixed: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    output, lines = mixed
    first, second = lines["a.dcm"]["output"], lines["e-next.dcm"]["output"]
    patient, study, series, name = first.split("/")
    assert name.startswith(f"{patient}_{study}_{series}_00001_img_")
    assert name.endswith(".dcm.tif")
    assert second.split("/")[:3] == [patient, study, series]
    dataset = pydicom.dcmread(output / first)
    assert dataset.PatientID == patient
    assert np.array_equal(dataset.pixel_array, pydicom.dcmread(sample_path()).pixel_array)


def test_an_object_without_pixels_is_a_plain_dicom_file_that_a_reader_of_reports_opens(
    mixed: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    output, lines = mixed
    name = lines["h-report.dcm"]["output"]
    patient = name.split("/")[0]
    assert name.endswith(".dcm")
    assert (output / name).read_bytes()[:132] == bytes(128) + b"DICM"
    read = subprocess.run(["dsrdump", output / name], capture_output=True, check=True).stdout.decode("latin-1")
    assert f"{patient} (#{patient})" in read
    assert 'CONTAINER:(,,"Diagnosis")=SEPARATE' in read
    assert "Riesmeier" not in read
    assert "2001" not in read


def test_a_project_has_pseudonyms_uids_and_dates_of_its_own(tmp_path: Path) -> None:
    key = key_file(tmp_path)
    for name, project in (("one", "Liver"), ("two", "Liver"), ("three", "Heart"), ("none", "")):
        result = call(sample_path(), tmp_path / name, "--key-file", key, "--project", project)
        assert (result.returncode, result.stdout) == (0, "1 accepted, 0 duplicate, 0 quarantined, 0 rejected\n")
    (name,) = files_of(tmp_path / "one")
    assert files_of(tmp_path / "two") == [name]
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    found = [values(tmp_path / folder) for folder in ("one", "three", "none")]
    assert all(one.isdisjoint(other) for one, other in combinations(found, 2))


def values(folder: Path) -> set[str]:
    """Return the ids, UIDs and dates of the one file in a folder, and its names' parts, but for what is everybody's."""
    (name,) = files_of(folder)
    dataset = pydicom.dcmread(folder / name)
    found = {str(each.value) for each in dataset.iterall() if each.VR in ("UI", "DA", "DT", "PN") and each.value}
    found |= {*name.split("/")[:3], name.rsplit("_", 1)[1], dataset.PatientID}
    return {each for each in found if each not in UID_dictionary}


def test_actions_say_what_was_done_to_which_element(mixed: tuple[Path, dict[str, dict[str, Any]]]) -> None:
    actions = mixed[1]["a.dcm"]["actions"]
    assert {"path": "(0010,0020)", "keyword": "PatientID", "action": "REPLACED"} in actions
    assert {"path": "(0020,000D)", "keyword": "StudyInstanceUID", "action": "UID_REPLACED"} in actions
    assert {tuple(action) for action in actions} == {("path", "keyword", "action")}


def test_no_value_of_the_source_is_in_the_report(mixed: tuple[Path, dict[str, dict[str, Any]]]) -> None:
    source, text = pydicom.dcmread(sample_path()), json.dumps(mixed[1])
    for value in (source.PatientID, str(source.PatientName), source.StudyInstanceUID, source.SOPInstanceUID):
        assert value not in text


def test_the_same_key_gives_the_same_files_and_another_key_none_of_them(tmp_path: Path) -> None:
    for name, digit in (("one", "7"), ("two", "7"), ("three", "8")):
        result = call(sample_path(), tmp_path / name, "--key-file", key_file(tmp_path, digit))
        assert (result.returncode, result.stdout) == (0, "1 accepted, 0 duplicate, 0 quarantined, 0 rejected\n")
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    (name,) = files_of(tmp_path / "one")
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert set(files_of(tmp_path / "three")).isdisjoint(files_of(tmp_path / "one"))


def test_an_archive_alone_is_taken_and_without_a_key_two_runs_differ(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.write(sample_path(), "deep/inside/1.dcm")
    for name in ("one", "two"):
        assert call(tmp_path / "in.zip", tmp_path / name, "--report", tmp_path / f"{name}.ndjson").returncode == 0
        assert report(tmp_path / f"{name}.ndjson")["deep/inside/1.dcm"]["outcome"] == "ACCEPTED"
    assert files_of(tmp_path / "one") != files_of(tmp_path / "two")


def test_a_bomb_is_one_refused_line(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "bomb.zip", "w", 8) as archive:
        for number in range(3):
            archive.writestr(str(number), bytes(100 << 20))
    result = call(tmp_path / "bomb.zip", tmp_path / "out", "--report", tmp_path / "report.ndjson")
    assert (result.returncode, result.stdout) == (0, "0 accepted, 0 duplicate, 0 quarantined, 1 rejected\n")
    line = report(tmp_path / "report.ndjson")["bomb.zip"]
    assert line["reason"] == "TOO_LARGE: The archive expands to far more than images do. Send the files themselves."
    assert files_of(tmp_path / "out") == []


def test_the_strict_profile_can_be_chosen(tmp_path: Path) -> None:
    assert call(sample_path(), tmp_path / "out", "--profile", "strict").returncode == 0
    (name,) = files_of(tmp_path / "out")
    assert pydicom.dcmread(tmp_path / "out" / name).StudyDate == ""


def wrong_calls(folder: Path) -> dict[str, list[str | Path]]:
    (folder / "bad.key").write_text("not a key")
    (folder / "in").mkdir()
    return {
        "nothing": [],
        "no OUT": [sample_path()],
        "an IN that is not there": [folder / "none", folder / "out"],
        "an unknown profile": [sample_path(), folder / "out", "--profile", "none"],
        "a key file that is not there": [sample_path(), folder / "out", "--key-file", folder / "none"],
        "a project without a key file": [sample_path(), folder / "out", "--project", "Liver"],
        "a key file that holds no key": [sample_path(), folder / "out", "--key-file", folder / "bad.key"],
        "an OUT within IN": [folder / "in", folder / "in" / "out"],
        "an IN within OUT": [folder / "in", folder],
        "an unknown option": [sample_path(), folder / "out", "--fast"],
        "an OUT that is a file": [sample_path(), folder / "bad.key"],
    }


def test_a_wrong_call_ends_with_code_2_and_writes_nothing(tmp_path: Path) -> None:
    calls = wrong_calls(tmp_path)
    assert {name: call(*arguments).returncode for name, arguments in calls.items()} == dict.fromkeys(calls, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.key", "in"]
    assert list((tmp_path / "in").iterdir()) == []


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    result = call(tmp_path / "in", tmp_path / "out")
    assert (result.returncode, result.stdout) == (0, "0 accepted, 0 duplicate, 0 quarantined, 0 rejected\n")
    assert "There is no file in" in result.stderr
