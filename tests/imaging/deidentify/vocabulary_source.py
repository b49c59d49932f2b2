"""Where the vocabulary of kept words comes from: `python -m tests.imaging.deidentify.vocabulary_source` writes it.

The words of PS3.16's code meanings and PS3.6's attribute names as pydicom has them, without what may be somebody's name:
words that the standard writes with a capital only, and but once (eponyms, places, makes), animal breeds, and common given and family
names. What radiologists write beyond that is in `app/imaging/deidentify/radiology_words.py`, chosen by hand.
"""

import re
import textwrap
from collections import Counter
from pathlib import Path

from pydicom._dicom_dict import DicomDictionary
from pydicom.sr._concepts_dict import concepts

from app.imaging.deidentify import vocabulary

WORD = re.compile(r"[^\W\d_]+(?:['\u2019]s)?")
BREEDS = re.compile(
    r"\bbreed|\(organism\)|terrier|superbreed|\bstrain\b|\bmouse\b|\brat\b|\bdogs?\b|\bcats?\b|\bhorse\b|projection \("
)
SHORTEST = 3
HEAD = '''"""The words of PS3.16's code meanings and PS3.6's attribute names; written by tests/imaging/deidentify/vocabulary_source.py."""

from typing import Final

'''
# Given and family names that are also words, or that the standard itself has.
NAMES = frozenset(
    """
    abel adam adams adrian agnes alan albert alex alexander alice allen alves amber amy ana anderson andre andrew angel angela
    anita ann anna anne antonio april arnold arthur ashley august austin bailey baker barbara barber barnes barrett bauer
    beck becker bell ben bennett bernard berry bert betty beverly bill billy bishop blanc blanche blossom bo bob bond boyd
    brad bradley brandt braun brooks bruce bruno bryan burns burton bush butler byron campbell carl carla carlo carmen carol
    carpenter carter castro cecil chad chambers chance charity charles chase chen cherry chin chris christian christine
    clark claude clay clement cliff cole collins conrad constance cook cooper costa cox craig cross cruz daisy dale dan
    daniel daniels dave david davis dawn day dean diana diane dick dixon dolores don donald douglas drew duncan dunn duran
    earl eden edward elba ellen ellis emery emma eric ernest evans eve faith fay ferguson fernando field fields fischer
    fisher fleming flora flores florence ford forest foster fowler fox frances francis frank franklin fred freeman
    garcia gardner gary gaskin gene george german gerard gilbert gill ginger glen glenn golden gomez gordon gore grace graham
    grant graves gregory griffin guy hall hans hansen harris harrison harry hart harvey hay hayes hazel heath heather
    helen henderson henry herb herman hernandez herrera hicks hill hoffman holland holly holmes homer hope horn horne
    house howard huang hudson hughes hugo hunt hunter huber irene iris isabel ivan ivory ivy jack jackson jacob jade jain james
    jan jane jasmine jason jay jean jeff jennifer jenny jesus jewel jim joan joe john johnson jones jordan jose
    joseph joy joyce juan judy julia julie june justice justin kaiser karl kate keith kelly ken kennedy kerr kim king kirk
    klein knight koch kraus kurt lane larry lara laura laurel lawrence leah lee leo leon leonard leone leslie lewis lily
    linda lisa lloyd lopez love lucas luis luna lynch lynn mack madison major mann marco marcus maria mariana marie marina
    marion mario marsh marshall martha martin martinez marvin mary mason matt matthew max may mayer mayor meyer
    michael michel miles mill miller mills mitchell moody moore morales moreno morgan morris moses murphy murray
    myers nash neil nelson nguyen nicholas nick noble noel nora norman olive oliver orlando ortiz oscar otto owen page
    palmer paris park parker parks patience patricia paul pauline payne pearl pena penny perez perry peter peters phil
    philip phillips pierce pinto pope porter potter powell price pride prince prior quinn ramos randy ray raymond
    reed regina reid rex reyes rice rich richard richards richardson rick rico ritter rivera rob robert roberts robertson robin
    robinson rocha rod rodriguez roger rogers roman romero rosa rosario rose rosenthal ross roy ruby ruiz russell
    ruth ryan sage salazar salmon sally salvador sam sanchez sanders sandy santana santiago santos sara savage sawyer
    schneider schroeder schultz schwartz scott sean serena sergeant shah shannon sharp shaw shepherd short sierra silva simon
    simpson singh skinner smith snow snyder sofia soto spencer spring stanley steel steele stein stella stephen
    steven stevens stewart stone stuart sue sullivan summer summers sun susan sutton suzanne swan sylvia tai tan tanner
    taylor ted teresa terry thomas thompson thorn thorne tim tina todd tom tony tracy trinity troy tucker tyler valencia
    valentin vance vera victor victoria vincent viola violet virginia vivian wade wagner walker wallace walsh walter
    wang ward warner warren washington waters watson watt watts wayne weaver webb weber webster weiss wells werner wesley
    west wheeler white will williams willis wilson winter wise wolf wolfe wong wood woods wright xu yang york young zimmermann
    mendes nunes lima pereira lobo leal reis rei rosas serra ventura vale branco preto cabral matos neves ribeiro rios santo
    schmidt hertz ernst jung lang kurz gross roth wolff vogel hahn fuchs kaufmann bach busch winkler sommer
    leblanc roux petit legrand lebrun brun laurent blanco rubio delgado cordero leon campos vargas vega iglesias castillo
    aborigine agatston aland alblowitz america arbuckle aspen bazett bernoulli best blalock board borg broad broselow
    bullet canada canis capra chitty chow clements cloud club cockroft coin collie couinaud culprit
    daya equus felis fitzpatrick fontan gault gold goldstein hadlock haigis hansmann held hodges hodgkin hoffer
    holladay hull jeanty joslin kennel kerley kill lessoway mayden mertz merz mold mount mouse mustard
    naughton nomarski nottingham osaka ovis pine pisa rafert rastelli rattus rempen rheinberg senarmont senning sent shell
    shelter shinozuka signet sudan targestar taussig teichholz todaro tofts tokyo trendelenburg trout women
    berlin boston chester cleveland dallas denver houston lincoln london milan moscow oxford phoenix rome vienna
    """.split()  # noqa: SIM905 - a word a line would take pages
)
# Also names, but said of images and patients far more often.
CLINICAL = frozenset(
    """
    bell black brown chin cross day dixon field fields flow gray green grey horn long major max page prior ray
    short steel stone swan ward white wise wood
    """.split()  # noqa: SIM905 - a word a line would take pages
)


def words() -> frozenset[str]:
    """Return the words of the standard that the engine may leave in a free text, in folded case without accents."""
    lower: set[str] = set()
    capital: Counter[str] = Counter()
    for scheme in concepts.values():
        for codes in scheme.values():
            for meaning, _ in codes.values():
                if BREEDS.search(meaning):
                    continue
                for found in WORD.findall(meaning):
                    if found.islower() and not found.endswith(("'s", "\u2019s")):
                        lower.add(vocabulary.folded(found))
                    elif not found.endswith(("'s", "\u2019s")):
                        capital[vocabulary.folded(found)] += 1
    often = {word for word, count in capital.items() if count > 1 and len(word) > SHORTEST}
    for entry in DicomDictionary.values():
        lower.update(vocabulary.folded(found) for found in WORD.findall(entry[2]) if not found.endswith("'s"))
    found = {word for word in lower | often if len(word) >= SHORTEST}
    return frozenset(found) - (NAMES - CLINICAL)


def written() -> str:
    """Return the module's text: the words in order."""
    return f'{HEAD}WORDS: Final = """\n{textwrap.fill(" ".join(sorted(words())), 118)}\n"""\n'


if __name__ == "__main__":
    Path(vocabulary.__file__).with_name("standard_words.py").write_text(written())
