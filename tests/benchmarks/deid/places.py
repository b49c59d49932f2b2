"""Where identifiers are planted: elements, free texts, private blocks, as data."""

from typing import Final

# Keyword, fact of a person or visit (see `facts`), category. Set in every planted file.
DIRECT: Final = (
    ("PatientName", "name", "name"),
    ("PatientID", "id", "id"),
    ("IssuerOfPatientID", "hospital", "institution"),
    ("OtherPatientIDs", "other id", "id"),
    ("OtherPatientNames", "maiden", "name"),
    ("PatientBirthName", "maiden", "name"),
    ("PatientMotherBirthName", "mother", "name"),
    ("PatientBirthDate", "birth", "birth date"),
    ("PatientAddress", "address", "address"),
    ("PatientTelephoneNumbers", "phone", "phone"),
    ("PatientTelecomInformation", "mail", "phone"),
    ("MedicalRecordLocator", "id", "id"),
    ("InsurancePlanIdentification", "insurance", "id"),
    ("CurrentPatientLocation", "department", "address"),
    ("PatientInstitutionResidence", "address", "address"),
    ("RegionOfResidence", "city", "address"),
    ("ResponsiblePerson", "relative", "name"),
    ("ResponsibleOrganization", "hospital", "institution"),
    ("AdmissionID", "insurance", "id"),
    ("AccessionNumber", "accession", "id"),
    ("StudyID", "study id", "id"),
    ("RequestedProcedureID", "study id", "id"),
    ("ReferringPhysicianName", "physician", "name"),
    ("ReferringPhysicianAddress", "address", "address"),
    ("ReferringPhysicianTelephoneNumbers", "visit phone", "phone"),
    ("PerformingPhysicianName", "physician", "name"),
    ("NameOfPhysiciansReadingStudy", "reader", "name"),
    ("PhysiciansOfRecord", "reader", "name"),
    ("RequestingPhysician", "physician", "name"),
    ("OperatorsName", "operator", "name"),
    ("InstitutionName", "hospital", "institution"),
    ("InstitutionAddress", "address", "address"),
    ("InstitutionalDepartmentName", "department", "institution"),
    ("RequestingService", "department", "institution"),
    ("StationName", "station", "device"),
    ("DeviceSerialNumber", "serial", "device"),
    ("PerformedStationName", "station", "device"),
    ("PerformedStationAETitle", "station", "device"),
    ("DetectorID", "serial", "device"),
    ("GantryID", "serial", "device"),
    ("UnformattedTextValue", "name", "name"),
)
# Those of a few files each: so many are drawn for every file.
DIRECT_SAMPLE: Final = (
    ("ScheduledPerformingPhysicianName", "physician", "name"),
    ("HumanPerformerName", "operator", "name"),
    ("VerifyingObserverName", "reader", "name"),
    ("PersonName", "name", "name"),
    ("ContentCreatorName", "reader", "name"),
    ("ReviewerName", "reader", "name"),
    ("InterpretationAuthor", "reader", "name"),
    ("PatientReligiousPreference", "city", "address"),
    ("CountryOfResidence", "city", "address"),
    ("MilitaryRank", "city", "address"),
    ("BranchOfService", "city", "address"),
    ("OrderEnteredBy", "operator", "name"),
    ("OrderEntererLocation", "city", "address"),
    ("OrderCallbackPhoneNumber", "visit phone", "phone"),
    ("PlacerOrderNumberImagingServiceRequest", "accession", "id"),
    ("FillerOrderNumberImagingServiceRequest", "accession", "id"),
    ("ScheduledStationName", "station", "device"),
    ("PlateID", "serial", "device"),
    ("CassetteID", "serial", "device"),
    ("GeneratorID", "serial", "device"),
    ("ClinicalTrialSubjectID", "id", "id"),
    ("ClinicalTrialSiteName", "hospital", "institution"),
    ("ClinicalTrialCoordinatingCenterName", "hospital", "institution"),
    ("ServiceEpisodeID", "insurance", "id"),
    ("PerformedProcedureStepID", "study id", "id"),
    ("ScheduledProcedureStepID", "study id", "id"),
    ("TextString", "name", "name"),
    ("TopicAuthor", "reader", "name"),
    ("DistributionAddress", "address", "address"),
)
DIRECT_SAMPLED: Final = 8

# Free text that the Clean Descriptors option keeps without what identifies: always these, and some of the table's others.
DESCRIPTORS: Final = (
    "StudyDescription", "SeriesDescription", "ImageComments", "ProtocolName", "DerivationDescription",
    "RequestedProcedureDescription", "PerformedProcedureStepDescription", "AdditionalPatientHistory",
    "PatientComments", "ReasonForStudy", "AdmittingDiagnosesDescription", "AcquisitionDeviceProcessingDescription",
    "ContrastBolusAgent", "AcquisitionProtocolDescription", "StudyComments", "CommentsOnThePerformedProcedureStep",
)  # fmt: skip
# Without any identifier in it: must come out as it is.
HARMLESS_DESCRIPTORS: Final = (
    "AcquisitionComments",
    "RequestedProcedureComments",
    "FrameComments",
    "IdentifyingComments",
)
DESCRIPTORS_SAMPLED: Final = 4
# Texts that the table does not name, where this file's own identifiers are repeated.
TECHNICAL: Final = ("SoftwareVersions", "SequenceName", "ManufacturerModelName", "FilterType", "TransducerData")

PHRASES: Final = (
    "MAMMOGRAM BILATERAL CC", "T1 post contrast axial", "CT CHEST WITHOUT CONTRAST", "knee left lateral view",
    "LUMBAR SPINE SAG T2 FSE", "Abdomen ultrasound transverse", "HEAD ANGIO MIP", "PA chest upright",
    "Diffusion ADC map", "PET attenuation corrected", "localizer 3 plane", "axial soft tissue window",
    "dynamic liver arterial phase", "follow-up pulmonary nodule", "fracture of distal radius", "coronal STIR pelvis",
    "MLO view right breast", "cardiac cine short axis", "CERVICAL SPINE AP AND LATERAL", "Thorax late venous phase",
)  # fmt: skip
SHORT_PHRASES: Final = ("T2 SAG", "AP CHEST", "AXIAL", "FLAIR", "CC LEFT")
# What is written around an identifier, by its fact: these words may go with it.
AROUND: Final = {
    "name": ("{}", "for {}", "pt {}", "patient: {}", "Pat. {}"),
    "relative": ("call wife {}", "mother {}", "son {} informed", "c/o {}"),
    "physician": ("ref. by Dr. {}", "Dr {}", "requested by {}"),
    "reader": ("read by {}", "Prof. {}", "discussed with {}"),
    "operator": ("tech {}", "performed by {}", "RT: {}"),
    "id": ("ID {}", "MRN {}", "{}", "MRN: {}"),
    "accession": ("acc. {}", "ACC# {}", "order {}"),
    "birth": ("DOB {}", "born {}", "* {}"),
    "day": ("on {}", "{}", "exam of {}"),
    "phone": ("tel {}", "phone: {}", "call {}"),
    "visit phone": ("tel {}", "callback {}"),
    "mail": ("mail {}", "{}"),
    "address": ("lives at {}", "{}"),
    "hospital": ("at {}", "from {}", "{}"),
    "serial": ("s/n {}", "device {}"),
    "insurance": ("insurance no. {}", "policy {}"),
}
# Fact: category, weight, whether this file's header says it.
TEXT_FACTS: Final = {
    "name": ("name", 6, True),
    "id": ("id", 4, True),
    "accession": ("id", 3, True),
    "birth": ("birth date", 3, True),
    "day": ("dates", 3, True),
    "physician": ("name", 3, True),
    "reader": ("name", 2, True),
    "operator": ("name", 2, True),
    "phone": ("phone", 2, True),
    "address": ("address", 2, True),
    "hospital": ("institution", 2, True),
    "serial": ("device", 1, True),
    "insurance": ("id", 1, True),
    "relative": ("name", 2, False),
    "visit phone": ("phone", 1, False),
    "mail": ("phone", 1, False),
}

# Numbers of PS3.15 Table E.3.10-1: group, creator, element, VR, a value.
SAFE_PRIVATE: Final = (
    (0x7053, "Philips PET Private Group", 0x00, "DS", "0.000551"),
    (0x7053, "Philips PET Private Group", 0x09, "DS", "1.5872"),
    (0x00E1, "ELSCINT1", 0x21, "DS", "412.5"),
    (0x01E1, "ELSCINT1", 0x50, "DS", "12.75"),
    (0x01F1, "ELSCINT1", 0x07, "DS", "34.5"),
    (0x01F1, "ELSCINT1", 0x27, "DS", "0.75"),
    (0x0019, "GEMS_ACQU_01", 0x23, "DS", "39.375"),
    (0x0019, "GEMS_ACQU_01", 0x24, "DS", "7.25"),
    (0x0019, "GEMS_ACQU_01", 0x27, "DS", "0.8"),
    (0x0043, "GEMS_PARM_01", 0x27, "SH", "0.984:1"),
    (0x0045, "GEMS_HELIOS_01", 0x01, "SS", 64),
    (0x0045, "GEMS_HELIOS_01", 0x02, "FL", 0.625),
    (0x2001, "Philips Imaging DD 001", 0x03, "FL", 1000.0),
    (0x2001, "Philips Imaging DD 001", 0x04, "CS", "I"),
    (0x0019, "SIEMENS MR HEADER", 0x0C, "IS", "800"),
    (0x0019, "SIEMENS MR HEADER", 0x0D, "CS", "DIRECTIONAL"),
    (0x0019, "SIEMENS MR HEADER", 0x0E, "FD", [0.5, -0.25, 0.125]),
    (0x0025, "GEMS_SERS_01", 0x07, "SL", 124),
)
SAFE_SAMPLED: Final = 5
# A text of that table: what is repeated in it must go.
SAFE_TEXT: Final = (0x0019, "GEMS_ACQU_01", 0x9E, "LO")
# Not in that table, though their creators are.
UNSAFE_OF_SAFE: Final = (
    (0x0019, "GEMS_ACQU_01", 0xF0, "LO"),
    (0x0043, "GEMS_PARM_01", 0xF1, "LO"),
    (0x0019, "SIEMENS MR HEADER", 0xF2, "LO"),
    (0x7053, "Philips PET Private Group", 0x03, "ST"),
)
UNKNOWN_CREATORS: Final = ("ACME PRIVATE 1.0", "VENDOR INTERNAL", "Hospital RIS Export", "XYZ_TEST_77")
