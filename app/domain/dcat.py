"""The catalogue record of a published collection: HealthDCAT-AP (release 8, datasets that are not public), as JSON-LD.

Whoever searches the catalogues of the European Health Data Space finds it by this: Regulation (EU) 2025/327, article 77.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

VOCABULARY: Final = "http://publications.europa.eu/resource/authority"
HEALTH_VOCABULARY: Final = "https://hdeu-dcat.data.health.europa.eu/resource/authority"
EHDS: Final = {"@id": "http://data.europa.eu/eli/reg/2025/327/oj"}
CONTEXT: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "healthdcatap": "http://healthdataportal.eu/ns/health#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PROVENANCE: Final = (
    "Images and clinical data of care, de-identified by the Medical Data Hub (DICOM PS3.15 Annex E) before they were "
    "stored; patients have pseudonyms."
)


@dataclass(frozen=True, slots=True)
class Agent:
    """An institution and the e-mail address at which it answers."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Described:
    """A published version, as a catalogue shows it; `access_body` decides on access under the regulation, if it is known."""

    page: str
    title: str
    description: str
    version: int
    issued: date
    keywords: Sequence[str]
    license: str
    citation: str
    digest: str
    patients: int
    images: int
    bytes: int
    youngest: int | None
    oldest: int | None
    publisher: Agent
    access_body: Agent | None


def record(described: Described) -> dict[str, Any]:
    """Return the record. Without an access body it lacks `healthdcatap:hdab`, which the profile asks for."""
    dataset: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": described.page,
        "@type": "dcat:Dataset",
        "dct:identifier": described.page,
        "dct:title": described.title,
        "dct:description": described.description or described.title,
        "dct:accessRights": {"@id": f"{VOCABULARY}/access-right/NON_PUBLIC"},
        "dcatap:applicableLegislation": EHDS,
        "dct:type": {"@id": f"{VOCABULARY}/dataset-type/PERSONAL_DATA"},
        "dcat:theme": {"@id": f"{VOCABULARY}/data-theme/HEAL"},
        "healthdcatap:healthCategory": {"@id": f"{HEALTH_VOCABULARY}/healthcategories/EHRS"},
        "dct:conformsTo": {"@id": f"{HEALTH_VOCABULARY}/standard/DICOM"},
        "dcat:keyword": list(described.keywords) or ["medical imaging"],
        "dct:provenance": {"@type": "dct:ProvenanceStatement", "rdfs:label": PROVENANCE},
        "dct:publisher": _agent(described.publisher),
        "dcat:contactPoint": {
            "@type": "vcard:Kind",
            "vcard:hasEmail": {"@id": f"mailto:{described.publisher.email}"},
            "vcard:hasURL": {"@id": described.page},
        },
        "dcat:landingPage": {"@id": described.page},
        "dcat:version": str(described.version),
        "dct:issued": {"@type": "xsd:date", "@value": described.issued.isoformat()},
        "dct:bibliographicCitation": described.citation,
        "healthdcatap:hasStructuredData": {"@type": "xsd:boolean", "@value": "false"},
        "healthdcatap:numberOfRecords": _count(described.images),
        "healthdcatap:numberOfUniqueIndividuals": _count(described.patients),
        "dcat:distribution": {
            "@type": "dcat:Distribution",
            "dct:title": f"Version {described.version}: DICOM files and tables, on request in the hub",
            "dcatap:applicableLegislation": EHDS,
            "dcat:accessURL": {"@id": described.page},
            "dcat:byteSize": _count(described.bytes),
            "dcat:mediaType": {"@id": "http://www.iana.org/assignments/media-types/application/dicom"},
            "dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": described.license or "No licence is named."},
        },
    }
    for name, age in (("minTypicalAge", described.youngest), ("maxTypicalAge", described.oldest)):
        if age is not None:
            dataset[f"healthdcatap:{name}"] = _count(age)
    if described.access_body is not None:
        dataset["healthdcatap:hdab"] = _agent(described.access_body)
    return dataset


def _count(number: int) -> dict[str, str]:
    return {"@type": "xsd:nonNegativeInteger", "@value": str(number)}


def _agent(agent: Agent) -> dict[str, Any]:
    contact = {"@type": "cv:ContactPoint", "cv:email": agent.email}
    return {"@type": "foaf:Agent", "foaf:name": agent.name, "cv:contactPoint": contact}
