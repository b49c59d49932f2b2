"""Plants in items: sequences of real modules, references, codes, content items, annotations."""

from copy import deepcopy

from tests.benchmarks.deid.checks import Path
from tests.benchmarks.deid.planter import UID_ROOT, Planter


def plant_nested(planter: Planter) -> None:
    dataset = planter.dataset
    item, path = planter.sequence(dataset, (), "RequestAttributesSequence")
    planter.describe(item, path, "ScheduledProcedureStepDescription", "nested")
    planter.describe(item, path, "RequestedProcedureDescription", "nested")
    planter.leaf(item, path, "RequestedProcedureID", "study id", "id")
    planter.leaf(item, path, "AccessionNumber", "accession", "id")
    item, path = planter.sequence(dataset, (), "OtherPatientIDsSequence")
    planter.leaf(item, path, "PatientID", "other id", "id")
    planter.leaf(item, path, "IssuerOfPatientID", "hospital", "institution")
    item, path = planter.sequence(dataset, (), "ContributingEquipmentSequence")
    for keyword, fact, category in (
        ("InstitutionName", "hospital", "institution"), ("StationName", "station", "device"),
        ("OperatorsName", "operator", "name"), ("DeviceSerialNumber", "serial", "device"),
        ("InstitutionAddress", "address", "address"),
    ):  # fmt: skip
        planter.leaf(item, path, keyword, fact, category)
    item, path = planter.sequence(dataset, (), "ReferringPhysicianIdentificationSequence")
    planter.leaf(item, path, "InstitutionName", "hospital", "institution")
    planter.leaf(item, path, "PersonTelephoneNumbers", "visit phone", "phone")
    inner, inside = planter.sequence(item, path, "PersonIdentificationCodeSequence")
    planter.leaf(inner, inside, "CodeMeaning", "physician", "name")
    planter.leaf(inner, inside, "CodeValue", "insurance", "id")
    item, path = planter.sequence(dataset, (), "OriginalAttributesSequence")
    planter.leaf(item, path, "SourceOfPreviousValues", "hospital", "institution")
    inner, inside = planter.sequence(item, path, "ModifiedAttributesSequence")
    planter.leaf(inner, inside, "PatientName", "name", "name")
    planter.leaf(inner, inside, "PatientID", "id", "id")
    planter.leaf(inner, inside, "PatientBirthDate", "birth", "birth date")
    item, path = planter.sequence(dataset, (), "RadiopharmaceuticalInformationSequence")
    value = f"{planter.visit.day:%Y%m%d}093000"
    planter.check(
        "date_shifted",
        "dates",
        planter.put(item, path, "RadiopharmaceuticalStartDateTime", value),
        value,
        required=True,
    )
    planter.check(
        "text_retained", "technique", planter.put(item, path, "RadionuclideTotalDose", "370000000"), "370000000"
    )
    _codes(planter)
    _references(planter)
    _deep(planter)


def _codes(planter: Planter) -> None:
    for keyword, code, meaning in (
        ("AnatomicRegionSequence", "39607008", "Lung"),
        ("ProcedureCodeSequence", "169069000", "CT of chest"),
        ("ViewCodeSequence", "399162004", "cranio-caudal"),
    ):
        planter.dataset.pop(keyword, None)
        item, path = planter.sequence(planter.dataset, (), keyword)
        planter.check("text_retained", "technique", planter.put(item, path, "CodeValue", code), code)
        planter.put(item, path, "CodingSchemeDesignator", "SCT")
        planter.check("text_retained", "technique", planter.put(item, path, "CodeMeaning", meaning), meaning)


def _references(planter: Planter) -> None:
    for keyword in ("ReferencedImageSequence", "SourceImageSequence"):
        item, path = planter.sequence(planter.dataset, (), keyword)
        planter.put(
            item, path, "ReferencedSOPClassUID", str(planter.dataset.get("SOPClassUID", "1.2.840.10008.5.1.4.1.1.7"))
        )
        uid = str(planter.dataset.SOPInstanceUID)
        here = planter.put(item, path, "ReferencedSOPInstanceUID", uid)
        planter.check("uid_changed", "uids", here, uid, place="reference", required=True)
        planter.check("uid_consistent", "uids", here, uid, place="reference", required=True)


def _deep(planter: Planter) -> None:
    """Six levels of real sequences, with an identifier at each."""
    dataset = planter.dataset
    path: Path = ()
    chain = (
        "SharedFunctionalGroupsSequence", "FrameAnatomySequence", "AnatomicRegionSequence",
        "AnatomicRegionModifierSequence", "PurposeOfReferenceCodeSequence", "EquivalentCodeSequence",
    )  # fmt: skip
    for depth, keyword in enumerate(chain, start=1):
        dataset, path = planter.sequence(dataset, path, keyword)
        planter.leaf(dataset, path, "PatientName" if depth % 2 else "OperatorsName", "name", "name", f"depth {depth}")
        planter.leaf(dataset, path, "PatientID", "id", "id", f"depth {depth}")


def plant_structured(planter: Planter) -> None:
    """Content items as in a structured report, graphic and waveform annotations."""
    top, path = planter.sequence(planter.dataset, (), "ContentSequence")
    planter.put(top, path, "ValueType", "CONTAINER")
    for value_type, keyword, fact, category in (
        ("PNAME", "PersonName", "reader", "name"), ("PNAME", "PersonName", "name", "name"),
        ("TEXT", "TextValue", "", ""), ("TEXT", "TextValue", "", ""), ("DATETIME", "DateTime", "day", "dates"),
        ("DATE", "Date", "birth", "birth date"), ("UIDREF", "UID", "", "uids"),
    ):  # fmt: skip
        item, here = planter.sequence(top, path, "ContentSequence")
        planter.put(item, here, "ValueType", value_type)
        planter.put(item, here, "RelationshipType", "CONTAINS")
        if value_type == "TEXT":
            planter.describe(item, here, keyword, "content item", is_kept=False)
        elif value_type == "UIDREF":
            uid = f"{UID_ROOT}{planter.serial()}.7"
            planter.check("uid_changed", category, planter.put(item, here, keyword, uid), uid, place="content item")
        else:
            planter.leaf(item, here, keyword, fact, category, "content item")
    for real in planter.random.sample(planter.reports, min(2, len(planter.reports))):
        planter.dataset["ContentSequence"].value.append(deepcopy(real))  # its texts get canaries
    item, here = planter.sequence(planter.dataset, (), "GraphicAnnotationSequence")
    inner, inside = planter.sequence(item, here, "TextObjectSequence")
    planter.describe(inner, inside, "UnformattedTextValue", "graphic annotation", is_kept=False)
    item, here = planter.sequence(planter.dataset, (), "WaveformAnnotationSequence")
    planter.describe(item, here, "UnformattedTextValue", "waveform annotation", is_kept=False)
    item, here = planter.sequence(planter.dataset, (), "AcquisitionContextSequence")
    planter.leaf(item, here, "PersonName", "operator", "name", "acquisition context")
    planter.describe(item, here, "TextValue", "acquisition context", is_kept=False)
