"""What looks like a date, a time, a number to call, an address or a person, whatever its words are.

All but the titles are for text without case and accents. Every repetition is bounded: a long text takes no more than its
length.
"""

import re
from typing import Final

_MONTH: Final = (
    r"(?:jan|feb|fev|mar|maer|abr|apr|avr|mai|may|mei|maj|jun|jui|jul|aug|ago|aou|sep|set|oct|okt|out|ott|nov|dec|dez|dic|gen|ene|gio|lug"
    r"|mag)[a-z]{0,9}\.?"
)
_LONG_MONTH: Final = (
    r"(?:january|february|march|april|june|july|august|september|october|november|december|janeiro|fevereiro|marco|abril|maio|junho|julho"
    r"|agosto|setembro|outubro|novembro|dezembro|januar|februar|marz|juni|juli|oktober|dezember|enero|febrero|marzo|mayo|junio|julio"
    r"|septiembre|octubre|noviembre|diciembre|janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre)"
)
_MAIL: Final = r"[\w.+%-]{1,64}@[\w.-]{1,128}"
_LINK: Final = r"\b(?:https?|ftp|file|mailto|dicom)s?:[^\s]{1,512}|\bwww\.[^\s]{1,512}"
_NUMBER_TO_CALL: Final = r"\+\d[\d ()./-]{5,24}\d|\(\d{2,5}\)[ -]{0,2}\d[\d -]{3,12}\d"
CUT: Final = tuple(
    re.compile(pattern)
    for pattern in (
        _MAIL,
        _LINK,
        r"\b[\w-]{1,64}(?:\.[\w-]{1,64}){0,3}\.(?:com|org|net|edu|gov|info|local|de|pt|uk|fr|es|it|nl|br|ch|at|eu)\b(?:/[^\s]{0,256})?",
        r"\\\\[\w.$\\-]{1,128}|\b[a-z]:\\[^\s]{1,256}",  # shares and paths
        r"(?<![\d.])\d{1,39}(?:\.\d{1,39}){3,32}",  # UIDs and network addresses
        r"\b\d{1,2}([-./_ ])\d{1,2}\1(?:19|20)?\d\d\b",  # dates
        r"(?<!\d)(?:19|20)\d\d([-./_ ])\d{1,2}(?:\1\d{1,2})?(?!\d)",
        rf"(?<![a-z\d])\d{{1,2}}(?:st|nd|rd|th|[ºª.])?[ ./_-]{{0,2}}(?:(?:de|of) )?{_MONTH}[ ,./_-]{{0,2}}(?:de )?(?:\d{{4}}|\d\d)(?!\d)",
        rf"(?<![a-z]){_MONTH}[ ./_-]{{0,2}}\d{{1,2}}(?:st|nd|rd|th)?[ ,./_-]{{1,2}}(?:19|20)\d\d(?!\d)",
        rf"(?<![a-z]){_MONTH}[ ,./_-]{{0,2}}(?:(?:de|of) )?(?:19|20)\d\d(?!\d)",
        rf"(?<![a-z\d])(?:\d{{1,2}}(?:st|nd|rd|th|[ºª.])?[ ./_-]{{0,2}}(?:(?:de|of) )?{_LONG_MONTH}|{_LONG_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)(?![a-z\d])",
        r"(?<![\d:])(?:[01]?\d|2[0-3])[:h][0-5]\d(?:[:m][0-5]\d(?:[.,]\d{1,6})?s?)?(?: ?[ap]\.?m\b\.?)?(?![\d:])",  # times
        r"\b\d{1,2} ?[ap]\.?m\b\.?",
        _NUMBER_TO_CALL,
        r"(?<![\d.])\d{2,4}(?:[ ./-]\d{2,4}){2,4}(?![\d.]\d)",
        r"(?<![\d.,])\d{3}[-. ]\d{4}(?!\d)|(?<!\d)\d{4}-\d{3}(?!\d)|\b\d{3}-\d\d-\d{4}\b",
        r"\b(?:tel|phone|fax|pager|ext|call|cell|mobile|telefon\w{0,2}|telemovel|tlf|handy)\b[.:]{0,2} {0,2}\d[\d ()./-]{1,24}",
        # addresses
        r"\b\d{1,5}[a-z]? (?:(?!(?:at|by|for|from|in|to) )[^\W\d_]{1,24}\.? ){1,3}(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|court|square|place|plaza|way|terrace|highway)\b\.?",
        r"\b(?:rua|avenida|av|travessa|largo|praca|calle|plaza|via|viale|piazza|rue|place|avenue|allee)\.? (?:[^\W\d_]{1,24}\.?,? ){1,5}(?:n[ºo.]{0,2} ?)?\d{1,5}[a-z]?\b",
        r"\b[^\W\d_]{2,24}(?:strasse|straße|str\.|straat|gasse|allee|platz|weg)\.? \d{1,4}[a-z]?\b",
        r"\b(?:p\.? ?o\.? ?box|postfach|apartado|apt|apartment|suite)\.? {0,2}#?\d{1,6}\b",
        # ages that are rare enough to tell a person: PS3.15 table E.1-1, HIPAA 164.514(b)(2)(i)(C)
        r"\b(?:9\d|1[0-4]\d)[ -]?(?:y|yo|y/o|yr|yrs|years?|anos|jahre|jahr|ans|anni|jaar)\b",
        # what a label says is a person or an id
        (
            r"\b(?:name|nome|nombre|nom|patient|paciente|pat|pt|mrn|ssn|nhs|dob|born|acc|accession|id|ref|referring|operator|physician|md|radiologist"
            r"|tech|technologist|attending|doctor|medico|arzt|medecin|by|contact|user|subject|project|owner|hospital|clinic|institution|site"
            r"|station|address|phone|from|to|attn)\b(?: (?:name|id|no|nr|number|physician|md|dr|by))?\.? ?[:=#\uff1a][ ]?[^\s,;|\]\[()<>]{1,64}(?:(?:[ ^]|, ?)(?-i:[^\W\d_])[^\s,;:|\]\[()<>\\/]{0,64}){0,1}"
        ),
        (
            r"\b(?:referred|reported|read|performed|ordered|requested|signed|verified|approved|dictated|seen|reviewed|interpreted|transcribed|ref|acquired"
            r"|done|scanned) by:? [^\s,;]{1,64}"
        ),
    )
)
# Titles make a name of the word that follows, whatever it is. In the text as written: "MR" and "DR" are modalities.
TYPED: Final = re.compile(rf"{_MAIL}|{_LINK}|{_NUMBER_TO_CALL}|\b\d{{3}}-\d{{3}}-\d{{4}}\b")
DATED: Final = re.compile(
    r"\b\d{1,2}(?P<sign>[-./])\d{1,2}(?P=sign)(?:19|20)\d\d\b|\b(?:19|20)\d\d(?P<other>[-./])\d\d(?P=other)\d\d\b"
)
TITLED: Final = re.compile(
    r"\b(?:Dr|Dra|Drs|Prof|Mr|Mrs|Ms|Mme|Mlle|Herr|Frau|Sr|Sra|Dott|Doctor|Doutora?|Docteur|Professor|Nurse|DR\.|PROF\.?|MRS\.?|DRA\.?|SRA\.|SR\.|dr\.|dra\.|prof\.)"
    r"\.? {0,2}[^\W\d_]\S{0,64}(?:[ -][^\W\d_]\.?(?= ))?(?:,? {0,1}(?:MD|M\.D\.|PhD|RT)\b)?"
)
# Hospitals and streets are called after saints, in words that may be known.
SAINT: Final = re.compile(r"\bSt\. ?[^\W\d_]\S{0,64}")
# Numbers that look like a year or a date and are none.
HARMLESS: Final = re.compile(
    r"\bjpe?g[ -]?2000\b|\bj2k[ -]?2000\b|\b(?:b|tr|te|ti) ?=? ?\d{3,4}\b|\b\d{1,4} ?x ?\d{1,4}(?: ?x ?\d{1,4})?\b|\b(?:1[09]|2[0-9])\d\d ?(?:ms|hu|s/mm2|px|gy|mm|v|k)\b"
)
