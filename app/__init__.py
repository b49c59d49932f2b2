"""The Medical Data Hub: one async service over de-identified imaging and clinical data."""
