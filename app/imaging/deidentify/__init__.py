"""De-identification after PS3.15 Annex E: attributes, pseudonyms and pixels."""
