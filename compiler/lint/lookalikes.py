"""Letters that look like other letters, and characters that are not seen at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["HIDDEN_IN_NAMES", "HIDDEN_IN_TEXTS", "odd_letters", "skeleton"]

# A Latin letter and the Greek and Cyrillic ones that fonts draw like it.
# Source: a small part of Unicode's confusables (UTS 39), letters only.
_LOOKALIKES = """
    A 0391 0410 | B 0392 0412 | C 0421 | E 0395 0415 | H 0397 041d | I 0399 0406 | J 0408 | K 039a 041a
    M 039c 041c | N 039d | O 039f 041e | P 03a1 0420 | Q 051a | S 0405 | T 03a4 0422 | W 051c
    X 03a7 0425 | Y 03a5 0423 04ae | Z 0396
    a 03b1 0430 | c 0441 | d 0501 | e 0435 | h 04bb | i 03b9 0456 | j 0458 | k 03ba | l 04cf
    o 03bf 043e | p 03c1 0440 | q 051b | s 0455 | u 03c5 | v 03bd 0475 | w 051d | x 0445 | y 03b3 0443
"""
_AS_LATIN = {
    int(code, 16): latin
    for latin, *codes in (row.split() for row in _LOOKALIKES.replace("\n", "|").split("|") if row.strip())
    for code in codes
}

# What changes the order in which characters are shown (CVE-2021-42574), and what has no width.
# Texts need joiners and marks for Arabic, Hindi or emoji; names do not.
HIDDEN_IN_NAMES = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
HIDDEN_IN_TEXTS = re.compile("[\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def skeleton(name: str) -> str:
    r"""Return what a name looks like: two names with one skeleton cannot be told apart.

    Example:
        >>> skeleton("\u0441ustomer"), skeleton("会员\uff11"), skeleton("us\u200ber")
        ('customer', '会员1', 'user')
    """
    plain = unicodedata.normalize("NFKC", HIDDEN_IN_NAMES.sub("", name)).translate(_AS_LATIN)
    return unicodedata.normalize("NFKC", plain)


def odd_letters(name: str) -> tuple[str, ...]:
    r"""Return the letters of a name that are not what they seem to be, in order, each once.

    Law: nothing is odd about a name of one script, nor about Chinese words beside Latin ones.
    Example:
        >>> odd_letters("\u0441ustomer") == ("\u0441",), odd_letters("会员id"), odd_letters("Δprice")
        (True, (), ())
    """
    found = [c for word in name.split("_") for c in _odd_in_word(word, name)]
    return tuple(dict.fromkeys(found))


def _odd_in_word(word: str, name: str) -> Iterator[str]:
    yield from (c for c in word if _is_variant(c))
    letters = [c for c in word if c.isalpha() and not _is_variant(c)]
    foreign = [c for c in letters if _script(c) in ("GREEK", "CYRILLIC")]
    others = [c for c in letters if c not in foreign]
    is_all_alike = all(ord(c) in _AS_LATIN for c in foreign)
    if not foreign:
        return
    if not others:
        # A word of another script, beside Latin or Chinese ones: odd only if it can be misread.
        is_beside_others = any(c.isalpha() and _script(c) != _script(foreign[0]) for c in name)
        if is_all_alike and is_beside_others:
            yield from foreign
    elif is_all_alike or len(foreign) <= len(others):
        is_deceiving = any(ord(c) in _AS_LATIN or _script(c) == "CYRILLIC" for c in foreign)
        yield from foreign if is_deceiving else ()
    else:
        yield from (c for c in others if c.isascii())


def _is_variant(char: str) -> bool:
    """Tell whether a character is another form of an ASCII letter or digit: full-width, bold, circled."""
    return not char.isascii() and unicodedata.normalize("NFKC", char).isascii()


def _script(letter: str) -> str:
    """Return the script of a letter: the first word of its name in Unicode."""
    return unicodedata.name(letter, "").partition(" ")[0]
