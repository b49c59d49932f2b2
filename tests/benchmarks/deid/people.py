"""Made-up people in many scripts, with all that a hospital knows of them, and the spellings of it in free text."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

LATIN_GIVEN = [
    "Adelheid",
    "Bartholomew",
    "Clementine",
    "Desmond",
    "Eleonora",
    "Ferdinand",
    "Gwendolyn",
    "Humphrey",
    "Isadora",
    "Jonquil",
    "Katharina",
    "Leopold",
    "Marguerite",
    "Nathaniel",
    "Octavia",
    "Percival",
    "Rosalind",
    "Sebastian",
    "Theodora",
    "Ulrich",
    "Valentina",
    "Wolfgang",
    "Xanthippe",
    "Yolanda",
]
LATIN_FAMILY = [
    "Abernathy",
    "Blackwood",
    "Castellano",
    "Dombrowski",
    "Eberhardt",
    "Fitzgerald",
    "Grimaldi",
    "Haverford",
    "Ingleby",
    "Jankowski",
    "Kowalczyk",
    "Lindqvist",
    "Montgomery",
    "Nakamura",
    "Oppenheimer",
    "Pemberton",
    "Quartermaine",
    "Rasmussen",
    "Schwarzkopf",
    "Thistlethwaite",
    "Underhill",
    "Vanderbilt",
    "Wintergarten",
    "Yarborough",
    "Zimmerman",
]

# Script: the character sets of PS3.3 C.12.1.1.2 that can write it, family names, given names.
SCRIPTS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "ASCII": (("ISO_IR 100",), tuple(LATIN_FAMILY), tuple(LATIN_GIVEN)),
    "Latin-1": (
        ("ISO_IR 100",),
        ("Müßigmann", "Sørensen", "Ängström", "Peñalver", "Gonçalves", "Lefèvre", "Þorvaldsdóttir", "Bjørnstad"),
        ("Jürgen", "Zoë", "Françoise", "Iñaki", "Ásdís", "Håkon", "Mélanie", "Günther"),
    ),
    "Latin-2": (
        ("ISO_IR 101",),
        ("Żółkiewska", "Dvořáček", "Kőszeghy", "Šimůnková", "Wiśniewski", "Łukaszewicz", "Horváthová"),
        ("Zdeněk", "Małgorzata", "Győző", "Božena", "Stanisław", "Růžena"),
    ),
    "Cyrillic": (
        ("ISO_IR 144",),
        ("Люксембург", "Воскресенский", "Кузнецова", "Щербаков", "Преображенская", "Шевченко"),
        ("Алексей", "Екатерина", "Всеволод", "Людмила", "Тимофей", "Святослав"),
    ),
    "Greek": (
        ("ISO_IR 126",),
        ("Παπαδόπουλος", "Διονυσίου", "Χατζηγεωργίου", "Οικονόμου", "Καραγιάννης"),
        ("Διονύσιος", "Ευαγγελία", "Θεόδωρος", "Κωνσταντίνα", "Χρήστος"),
    ),
    "Arabic": (
        ("ISO_IR 127",),
        ("قباني", "الحسيني", "البغدادي", "المصري", "القرشي"),
        ("لنزار", "عبدالرحمن", "فاطمة", "يوسف", "خديجة"),
    ),
    "Japanese": (
        ("", "ISO 2022 IR 87"),
        ("山田=やまだ=Yamada", "長谷川=はせがわ=Hasegawa", "小野寺=おのでら=Onodera", "五十嵐=いがらし=Igarashi"),
        ("太郎=たろう=Tarou", "千鶴子=ちづこ=Chizuko", "健二郎=けんじろう=Kenjirou", "美佐子=みさこ=Misako"),
    ),
    "Korean": (
        ("", "ISO 2022 IR 149"),
        ("김=김=Kimchon", "남궁=남궁=Namgung", "황보=황보=Hwangbo", "선우=선우=Seonwoo"),
        ("희중=희중=Huijung", "은경=은경=Eunkyeong", "태형=태형=Taehyeong", "미영=미영=Miyeong"),
    ),
    "Chinese": (
        ("GB18030",),
        ("欧阳==Ouyang", "司马==Simayi", "诸葛==Zhugeng", "上官==Shangguan"),
        ("小东==Xiaodong", "美玲==Meiling", "志强==Zhiqiang", "雪梅==Xuemei"),
    ),
    "UTF-8": (
        ("ISO_IR 192",),
        ("Nguyễn", "Özdemiroğlu", "Ţărănescu", "Ķēniņš", "Βασιλείου", "Миколайчук"),
        ("Thị Hương", "Gülşen", "Ştefăniţă", "Jānis", "Αθανάσιος", "Ярослава"),
    ),
}
STREETS = ("Juniper Crescent", "Mulberry Lane", "Old Foundry Road", "Quarry Hill", "Saltmarsh Drive", "Thornbury Close")
CITIES = ("Wexcombe", "Harlowdale", "Brackenford", "Nettlesham", "Ostermoor", "Pinewater")
HOSPITALS = ("St. Wilfrid Infirmary", "Ravensmere General", "Klinikum Ostermoor", "Hollowbrook Clinic", "Saint Odile")
DEPARTMENTS = ("Ravensmere Unit Four", "Wilfrid East Wing", "Odile Pavilion B", "Hollowbrook Annex")
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


@dataclass(frozen=True, slots=True)
class Name:
    """A person name: as a PN value, the words that may not be left of it, and a family and given name for free text."""

    value: str
    words: tuple[str, ...]
    family: str
    given: str

    @property
    def native(self) -> str:
        """The ideographic group of the name, family before given; "" where there is none."""
        return self.value.split("=")[1].replace("^", " ") if "=" in self.value else ""

    def spellings(self) -> dict[str, str]:
        """Return how people write it in free text."""
        native = self.native
        own = {"native": native.replace(" ", ""), "native, apart": native} if native else {}
        return own | {
            "LAST, FIRST": f"{self.family.upper()}, {self.given.upper()}",
            "First Last": f"{self.given} {self.family}",
            "F. Last": f"{self.given[0]}. {self.family}",
            "LAST^FIRST": f"{self.family}^{self.given}",
            "Last F": f"{self.family} {self.given[0]}",
            "last first": f"{self.family.lower()} {self.given.lower()}",
        }


@dataclass(frozen=True, slots=True)
class Person:
    """A patient and the staff around: all made up."""

    number: int
    script: str
    character_sets: tuple[str, ...]
    name: Name
    maiden: Name
    mother: Name
    relative: Name  # is in no header: only free text names this one
    physician: Name
    reader: Name
    operator: Name
    patient_id: str
    other_id: str
    insurance: str
    birth: date
    age: str
    street: str
    city: str
    postcode: str
    phone: str
    mail: str
    hospital: str
    department: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One study of a patient."""

    accession: str
    study_id: str
    day: date
    station: str
    serial: str
    phone: str


def _name(random: Random, script: str) -> Name:
    _, families, givens = SCRIPTS[script]
    family, given = random.choice(families), random.choice(givens)
    if "=" not in family:
        return Name(f"{family}^{given}", (family, given), family, given)
    groups = list(zip(family.split("="), given.split("="), strict=True))
    latin = f"{groups[2][0]}^{groups[2][1]}"
    native = [f"{one}^{other}" if one else "" for one, other in groups[:2]]
    words = tuple(word for group in groups for word in group if word)
    return Name("=".join((latin, *native)).rstrip("="), words, groups[2][0], groups[2][1])


def make_person(seed: str, number: int) -> Person:
    """Return the same person for the same seed and number."""
    random = Random(f"{seed} person {number}")
    script = tuple(SCRIPTS)[number % len(SCRIPTS)]
    digits = f"{random.randrange(10**7, 10**8)}"
    given, family = random.choice(LATIN_GIVEN).lower(), random.choice(LATIN_FAMILY).lower()
    return Person(
        number,
        script,
        SCRIPTS[script][0],
        _name(random, script),
        _name(random, script),
        _name(random, script),
        _name(random, "ASCII"),
        _name(random, random.choice((script, "ASCII"))),
        _name(random, "ASCII"),
        _name(random, script),
        random.choice((digits, f"MRN{digits}", f"{digits[:4]}-{digits[4:]}", f"PX{digits}Q")),
        f"OT{random.randrange(10**7, 10**8)}",
        f"INS{random.randrange(10**8, 10**9)}",
        date(random.randrange(1915, 1975), 1, 1) + timedelta(random.randrange(365)),
        random.choice(("045Y", "067Y", "031Y", "058Y", "072Y", "093Y", "097Y")),
        f"{random.randrange(100, 9999)} {random.choice(STREETS)}",
        random.choice(CITIES),
        f"{random.choice('KLMNP')}{random.randrange(10000, 99999)}",
        f"555-{random.randrange(100, 999)}-{random.randrange(1000, 9999)}",
        f"{given}.{family}@mail.example",
        random.choice(HOSPITALS),
        random.choice(DEPARTMENTS),
    )


def make_visit(seed: str, study: str) -> Visit:
    """Return the same visit for the same seed and study."""
    random = Random(f"{seed} study {study}")
    return Visit(
        f"ACC{random.randrange(10**7, 10**8)}",
        f"SID{random.randrange(10**6, 10**7)}",
        date(1998, 1, 1) + timedelta(random.randrange(22 * 365)),
        f"STN{random.choice('QRWXZ')}{random.randrange(100, 999)}K",
        f"SER{random.randrange(10**7, 10**8)}",
        f"{random.randrange(200, 999)} {random.randrange(100, 999)} {random.randrange(1000, 9999)}",
    )


def day_spellings(day: date) -> dict[str, str]:
    """Return how people write a date in free text."""
    month = MONTHS[day.month - 1]
    return {
        "dd.mm.yyyy": f"{day:%d.%m.%Y}",
        "dd MON yyyy": f"{day.day} {month} {day.year}",
        "mm/dd/yyyy": f"{day:%m/%d/%Y}",
        "yyyy-mm-dd": f"{day:%Y-%m-%d}",
        "yyyymmdd": f"{day:%Y%m%d}",
        "dd-mon-yy": f"{day:%d}-{month.title()}-{day:%y}",
    }


def number_spellings(number: str) -> dict[str, str]:
    """Return how people write an id in free text."""
    plain = "".join(character for character in number if character.isalnum())
    half = len(plain) // 2
    return {
        "as is": number,
        "with a space": f"{plain[:half]} {plain[half:]}",
        "with a hyphen": f"{plain[:half]}-{plain[half:]}",
        "lower case": plain.lower(),
        "with a hash": f"#{plain}",
    }
