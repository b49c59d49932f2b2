"""Texts and bulk values that PS3.6 names, Table E.1-1 does not, and that speak of technique alone, by keyword.

Each was chosen by hand: something a manufacturer's software writes, from a list of its own. Everything else of a textual
VR is emptied, because an operator may have typed it.
"""

from typing import Final

TECHNICAL_TEXT: Final = frozenset(
    """
    Manufacturer ManufacturerModelName SoftwareVersions
    SecondaryCaptureDeviceManufacturer SecondaryCaptureDeviceManufacturerModelName SecondaryCaptureDeviceSoftwareVersions
    SequenceName PulseSequenceName ImagedNucleus ConvolutionKernel FilterType FilterMaterial TypeOfFilters
    CollimatorGridName PlateType PhosphorType OutputPower ProcessingFunction
    MetaboliteMapDescription ReceiveCoilName TransmitCoilName ReceiveCoilManufacturerName TransmitCoilManufacturerName
    MultiCoilElementName MultiCoilConfiguration ImageFilter
    AcquisitionMode DoseModeName CardiacFramingType TriggerSourceOrType PVCRejection
    Radiopharmaceutical RadiopharmaceuticalRoute ContrastBolusRoute
    DetectorManufacturerName DetectorManufacturerModelName PaddleDescription
    AttenuationCorrectionMethod ReconstructionMethod DetectorLinesOfResponseUsed ScatterCorrectionMethod
    EnergyWindowName FrameLabelVector DisplayWindowLabelVector
    PositionReferenceIndicator StackID DimensionDescriptionLabel
    RescaleType ModalityLUTType WindowCenterWidthExplanation LUTExplanation LUTLabel PixelSpacingCalibrationDescription
    ApplicationName ApplicationVersion ApplicationManufacturer
    AcquisitionDeviceProcessingCode DigitalImageFormatAcquired VideoImageFormatAcquired
    ApplicableSafetyStandardDescription ASLTechniqueDescription ASLCrusherDescription ASLBolusCutoffTechnique
    OpticalPathIdentifier OpticalPathDescription ReferencedOpticalPathIdentifier
    SegmentLabel SegmentAlgorithmName AlgorithmName AlgorithmVersion
    IOLManufacturer OphthalmicAxialLengthDataSourceDescription OphthalmicImageTypeDescription
    PixelValueMappingExplanation PatientSpeciesDescription
    CodingSchemeVersion MIMETypeOfEncapsulatedDocument ListOfMIMETypes
    """.split()  # noqa: SIM905 - a word a line would take a page
)

# Of these, versions of software, in which a date is that of a build.
VERSION_TEXT: Final = frozenset(
    """
    SoftwareVersions SecondaryCaptureDeviceSoftwareVersions ApplicationVersion AlgorithmVersion CodingSchemeVersion
    """.split()  # noqa: SIM905 - like the others
)

TECHNICAL_BINARY: Final = frozenset(
    """
    PixelData LUTData ICCProfile WaveformData
    RedPaletteColorLookupTableData GreenPaletteColorLookupTableData BluePaletteColorLookupTableData
    AlphaPaletteColorLookupTableData BlendingLookupTableData
    SegmentedRedPaletteColorLookupTableData SegmentedGreenPaletteColorLookupTableData
    SegmentedBluePaletteColorLookupTableData SegmentedAlphaPaletteColorLookupTableData
    """.split()  # noqa: SIM905 - a word a line would take a page
)

# What makes the tree of a report (PS3.3 section C.17.3): whatever people are called, these say nothing about them.
STRUCTURE_TAGS: Final = frozenset({0x0040A010, 0x0040A040, 0x0040A050})
STRUCTURE_CODES: Final = frozenset(
    b"""
    TEXT;NUM;CODE;DATETIME;DATE;TIME;UIDREF;PNAME;COMPOSITE;IMAGE;WAVEFORM;SCOORD;SCOORD3D;TCOORD;CONTAINER;TABLE;
    SEPARATE;CONTINUOUS;
    CONTAINS;HAS OBS CONTEXT;HAS ACQ CONTEXT;HAS CONCEPT MOD;HAS PROPERTIES;INFERRED FROM;SELECTED FROM
    """.translate(None, b"\n")
    .replace(b"    ", b"")
    .split(b";")
)

# PS3.16 section 8: schemes whose meanings are published. An item of another, private one may mean anything.
STANDARD_SCHEMES: Final = frozenset(
    """
    DCM SCT SRT SNM3 SNM LN MDC MSH SCPECG UCUM RADLEX FMA NEU UMLS BI MA NCIt ICD9 ICD9-CM ICD-9-CM I9 I9C ICD10 I10 I10P ICDO3 LOINC
    ISO3166_1 ISO639_1 IANA_RFC2046 RFC3066 RFC5646 NYUMCCG PUBCHEM_CID RADELEMENT NDC CPT4 C4 HPC ITIS_TSN UNS UBERON
    SDM C4 CD2 CD4 ACR 99SDM
    """.split()  # noqa: SIM905 - a word a line would take a page
)

# Words that a test object's name and a technical term share: "HEAD" in a patient's name must not cost BodyPartExamined.
COMMON_WORDS: Final = frozenset(
    """
    angio axial bravo cine composite coronal derived diffusion dynamic fat flow flair fusion localizer magnitude mask mip
    mixed mpr mra noise perfusion phase projection real reformatted resampled screen sum tensor water
    abdomen ankle anonymous anonymized arm brain breast cervical chest ct dx elbow female foot hand head
    heart hip image kidney knee leg liver lung male mammo mg mr mri neck nm none original other pelvis phantom primary
    adrenal aorta bladder bowel carotid cardiac clavicle colon cranium esophagus eye femur finger forearm gallbladder humerus
    mandible maxilla mediastinum nose orbit ovary pancreas patella prostate radius rectum rib ribs sacrum scapula sinus spleen
    stomach tibia toe trachea ulna uterus vertebra
    breasts case control data dataset example hospital patient project sample series study subject trial volunteer
    press research sagittal secondary shoulder skull spine steam strict test thigh thorax unknown us wrist xa
    """.split()  # noqa: SIM905 - a word a line would take a page
)
