"""A small stack for the viewer, made from the MR image that pydicom ships."""

import io

import numpy as np
import pydicom
from pydicom.data import get_testdata_file
from pydicom.uid import generate_uid


def mr_slices(count: int) -> list[bytes]:
    """Return slices of one series that differ: each is the image moved down by some rows."""
    dataset = pydicom.dcmread(str(get_testdata_file("MR_small.dcm")))
    dataset.PatientID, dataset.PatientName = "VIEWER-TESTS", "Viewer^Tests"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = generate_uid(), generate_uid()
    pixels = dataset.pixel_array
    files = []
    for number in range(count):
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        dataset.InstanceNumber = number + 1
        dataset.PixelData = np.roll(pixels, 8 * number, axis=0).tobytes()
        stream = io.BytesIO()
        dataset.save_as(stream)
        files.append(stream.getvalue())
    return files
