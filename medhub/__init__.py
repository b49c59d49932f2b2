"""The Medical Data Hub for data scientists: `medhub.Client` asks, takes away and decodes. See docs/python-client.md."""

from medhub.client import Client, ClientError
from medhub.collections import Collection, Download
from medhub.records import ImageArray, Images, Records

__all__ = ["Client", "ClientError", "Collection", "Download", "ImageArray", "Images", "Records"]
