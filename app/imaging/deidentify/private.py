"""PS3.15 Table E.3.10-1, Safe Private Attributes, as data: what is no secret in the private blocks of some manufacturers.

A row is private creator, group, VR, last two digits of the elements. Not taken from the standard's list are bulk values
of unknown build (OB, OW) and what is not told with its VR: nobody can look into them. Text among them is cleaned like any.
"""

from functools import cache
from typing import Final


@cache
def safe_attributes() -> dict[tuple[str, int, int], str]:
    """Return the VR of each safe attribute, by its creator in lower case, its group and its number in the block."""
    found: dict[tuple[str, int, int], str] = {}
    for line in TABLE.strip().splitlines():
        creator, group, vr, numbers = (part.strip() for part in line.split("|"))
        for number in _numbers(numbers):
            found[creator.lower(), int(group, 16), number] = vr
    return found


@cache
def safe_numbers() -> frozenset[tuple[int, int]]:
    """Return group and number in the block of all of them: what is not among these is not safe, whoever made it."""
    return frozenset((group, number) for _, group, number in safe_attributes())


def _numbers(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split():
        first, _, last = part.partition("-")
        found.extend(range(int(first, 16), int(last or first, 16) + 1))
    return found


#        creator                  group  VR   numbers
TABLE: Final = """
Philips PET Private Group       | 7053 | DS | 00 09
Philips MR Imaging DD 001       | 2005 | FL | 0d 0e
Philips Imaging DD 001          | 2001 | FL | 03
Philips Imaging DD 001          | 2001 | CS | 04
Philips US Imaging DD 023       | 200d | IS | 45
Philips US Imaging DD 033       | 200d | LO | 01-08 0d
Philips US Imaging DD 033       | 200d | IS | 10 11 14 21
Philips US Imaging DD 034       | 200d | LO | 01-05 08-14 17 18 1b-28
Philips US Imaging DD 035       | 200d | LO | 01 03 04 07-0a 0c 0d
Philips US Imaging DD 036       | 200d | LO | 15-19 20
Philips US Imaging DD 038       | 200d | LO | 01-04
Philips US Imaging DD 039       | 200d | LO | 01-0d 15
Philips US Imaging DD 040       | 200d | LO | 01-07 20
Philips US Imaging DD 042       | 200d | IS | 15
Philips US Imaging DD 042       | 200d | FD | 16
Philips US Imaging DD 042       | 200d | LO | 20 30 31 40 50-60 70-78 8c
Philips US Imaging DD 045       | 200d | SQ | f1 f4-f6 f8
Philips US Imaging DD 045       | 200d | CS | fa
Philips US Imaging DD 046       | 200d | FD | 17
Philips US Imaging DD 048       | 200d | LO | 01
Philips US Imaging DD 065       | 200d | LO | 07
Philips US Imaging DD 066       | 200d | LO | 01 03 04
SIEMENS MR HEADER               | 0019 | IS | 0c
SIEMENS MR HEADER               | 0019 | CS | 0d
SIEMENS MR HEADER               | 0019 | FD | 0e 27
ELSCINT1                        | 00e1 | DS | 21
ELSCINT1                        | 01e1 | CS | 26
ELSCINT1                        | 01e1 | DS | 50
ELSCINT1                        | 01f1 | CS | 01
ELSCINT1                        | 01f1 | DS | 07 26 27
GEMS_ACQU_01                    | 0019 | DS | 23 24 27
GEMS_ACQU_01                    | 0019 | LO | 9e
GEMS_SERS_01                    | 0025 | SL | 07
GEMS_PARM_01                    | 0043 | SH | 27
GEMS_PARM_01                    | 0043 | IS | 39
GEMS_PARM_01                    | 0043 | DS | 6f
GEMS_HELIOS_01                  | 0045 | SS | 01
GEMS_HELIOS_01                  | 0045 | FL | 02
GEMS_SENO_02                    | 0045 | DS | 06 20 29 49 58 72 a0-a2 a4 a8 ab ac
GEMS_SENO_02                    | 0045 | IS | 27 2a 2b 59 60-64
GEMS_SENO_02                    | 0045 | CS | 1b
GEMS_SENO_02                    | 0045 | LO | a7 ad
GEMS_SENO_02                    | 0045 | ST | 90
GEMS_IDI_01                     | 0073 | DS | 20 21 40 50
GEIIS PACS                      | 0903 | US | 10-12
HOLOGIC, Inc.                   | 0019 | LO | 06 08 26 28 29 37 62 70 87 98
HOLOGIC, Inc.                   | 0019 | SH | 07 25 27 80 85 97
HOLOGIC, Inc.                   | 0019 | DS | 16 40 41 43 44 50 51 90
HOLOGIC, Inc.                   | 0019 | US | 30-35
HOLOGIC, Inc.                   | 0019 | IS | 42 45 46 52 53
HOLOGIC, Inc.                   | 0019 | LT | 60
HOLOGIC, Inc.                   | 0019 | CS | 71
HOLOGIC, Inc.                   | 0019 | SQ | 8a
HOLOGIC, Inc.                   | 7e01 | LO | 01
HOLOGIC, Inc.                   | 7e01 | SH | 02
HOLOGIC, Inc.                   | 7f01 | LO | 01
HOLOGIC, Inc.                   | 7f01 | SH | 02
LORAD Selenia                   | 0019 | LO | 06 08 26 28 29 37 70
LORAD Selenia                   | 0019 | SH | 07 27 80
LORAD Selenia                   | 0019 | DS | 16 40 41 50 51 90
LORAD Selenia                   | 0019 | US | 30-35
LORAD Selenia                   | 0019 | IS | 52 53
LORAD Selenia                   | 0019 | LT | 60
LORAD Selenia                   | 0019 | CS | 71
NQHeader                        | 0099 | SS | 04
NQHeader                        | 0099 | FL | 10 21
NQHeader                        | 0099 | SH | 20
NQLeft                          | 0199 | FL | 01-3a
NQRight                         | 0299 | FL | 01-3a
"""
