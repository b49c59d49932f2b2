"""Everything that knows DICOM: reading, pixels, rendering, de-identification. Pure: no web, no database, no settings."""
