"""Files of the hub: originals in staging, de-identified images in the store."""
