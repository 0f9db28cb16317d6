"""The name that was probably meant.

Case, underscores and traditional characters count for nothing, then the same words in another order,
then few slips of the finger (a letter wrong, missing, too many, or two exchanged), then a name of which only
a part was written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["nearest"]

_MOST_SLIPS = 4
_LONGEST_WORD = 100
_LETTER_PLACES = 64
_OCCURRENCES = 4
# Traditional characters of keywords, and of names that are frequent beside them, and the simplified ones.
_SIMPLIFIED = str.maketrans(
    "戶來從認單標籤簽當評計週無級階價種類須經訂內審於優預頻擾組時進個動對鹽驟暫測試條則丟棄過項"
    "區總滿結並繼續負責備註變遷發為爲學習攔敗複復減設轉調網啟啓與現幾點屬開頭數佔歷執許鐘鍾爾額"
    "長機號電話郵鍵遲運黃員購車買賣銀會訊廣場營銷禮積冊瀏覽關應節費貨讓請讀這還後間門問題頁錄帳"
    "賬聯繫絡語圖據選擇軟愛歲齡產業務實際體醫藥書飯",
    "户来从认单标签签当评计周无级阶价种类须经订内审于优预频扰组时进个动对盐骤暂测试条则丢弃过项"
    "区总满结并继续负责备注变迁发为为学习拦败复复减设转调网启启与现几点属开头数占历执许钟钟尔额"
    "长机号电话邮键迟运黄员购车买卖银会讯广场营销礼积册浏览关应节费货让请读这还后间门问题页录账"
    "账联系络语图据选择软爱岁龄产业务实际体医药书饭",
)
_SHORTEST_PART = 3
_SHORTEST_CJK_PART = 2


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that was probably meant, or None when none is near.

    Law: the answer does not depend on the order of the candidates.
    Example:
        >>> nearest("glod", ["silver", "gold"])
        'gold'
        >>> nearest("会员等极", ["会员等级", "会员姓名"])
        '会员等级'
        >>> nearest("會員等級", ["会员等级", "会员姓名"])
        '会员等级'
        >>> nearest("level", ["member_level", "name"])
        'member_level'
    """
    if not word or len(word) > _LONGEST_WORD:
        return None
    index = _index(candidates if isinstance(candidates, frozenset) else frozenset(candidates))
    plain = _plain(word)
    return (
        index.by_plain.get(plain)
        or index.by_parts.get(_parts(word))
        or index.by_slips(plain)
        or index.by_part(word)
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    plain: str
    letters: int
    name: str


@dataclass(frozen=True, slots=True)
class _Index:
    """The candidates, arranged so that almost all of them are passed over without a comparison."""

    by_plain: dict[str, str]
    by_parts: dict[tuple[str, ...], str]
    by_length: dict[int, list[_Candidate]]
    by_folded: Sequence[tuple[str, str]]

    def by_slips(self, plain: str) -> str | None:
        """Return the candidate that is the fewest slips away, if few are few enough."""
        letters = _letters(plain)
        limit = _allowed_slips(plain)
        ranks = []
        lengths = sorted(range(len(plain) - limit, len(plain) + limit + 1), key=lambda n: abs(n - len(plain)))
        for candidate in (each for length in lengths for each in self.by_length.get(length, ())):
            if _letters_apart(letters, candidate.letters) > limit:
                continue
            slips = _slips(*_unlike(plain, candidate.plain), limit)
            if slips <= limit:
                limit = slips
                is_other_letter = plain[0] != candidate.plain[0]
                far = abs(len(candidate.plain) - len(plain))
                ranks.append((slips, is_other_letter, far, candidate.name))
        return min(ranks)[-1] if ranks else None

    def by_part(self, word: str) -> str | None:
        """Return the only candidate of which the word is the beginning or the end."""
        if len(word) < (_SHORTEST_PART if word.isascii() else _SHORTEST_CJK_PART):
            return None
        folded = word.casefold()
        found = [name for folded_name, name in self.by_folded if _is_part(folded, folded_name)]
        return found[0] if len(found) == 1 else None


@lru_cache(maxsize=16)
def _index(candidates: frozenset[str]) -> _Index:
    names = sorted((name for name in candidates if 0 < len(name) <= _LONGEST_WORD), reverse=True)
    by_length = defaultdict(list)
    for name in names:
        plain = _plain(name)
        by_length[len(plain)].append(_Candidate(plain, _letters(plain), name))
    return _Index(
        by_plain={_plain(name): name for name in names},
        by_parts={_parts(name): name for name in names if "_" in name},
        by_length=dict(by_length),
        by_folded=[(name.casefold(), name) for name in names],
    )


def _plain(word: str) -> str:
    plain = word.casefold().replace("_", "").replace("-", "").replace(" ", "") or word
    return plain if plain.isascii() else plain.translate(_SIMPLIFIED)


def _parts(word: str) -> tuple[str, ...]:
    return tuple(sorted(word.casefold().split("_")))


def _is_part(word: str, name: str) -> bool:
    """Tell whether a name begins or ends with a word, at an underscore where the script has words."""
    if word.isascii():
        return name.startswith(f"{word}_") or name.endswith(f"_{word}")
    return name != word and (name.startswith(word) or name.endswith(word))


def _allowed_slips(plain: str) -> int:
    """Return how many slips a word of this length may hold and still be recognised."""
    return 0 if len(plain) <= 1 else min(1 + (len(plain) - 2) // 4, _MOST_SLIPS)


def _letters(plain: str) -> int:
    """Return the letters of a word as a set of bits: one each for its first, second, third ... occurrence."""
    seen: Counter[int] = Counter()
    bits = 0
    for char in plain:
        place = ord(char) % _LETTER_PLACES
        bits |= 1 << (place * _OCCURRENCES + min(seen[place], _OCCURRENCES - 1))
        seen[place] += 1
    return bits


def _letters_apart(left: int, right: int) -> int:
    """Return a number of slips that two words are apart at least."""
    return max((left & ~right).bit_count(), (right & ~left).bit_count())


def _unlike(left: str, right: str) -> tuple[str, str]:
    """Return two words without what they begin and end with alike."""
    head = _alike(left, right)
    left, right = left[head:], right[head:]
    tail = _alike(left[::-1], right[::-1])
    return left[: len(left) - tail], right[: len(right) - tail]


def _alike(left: str, right: str) -> int:
    """Return how many characters two words begin with alike."""
    for at, (char, other) in enumerate(zip(left, right, strict=False)):
        if char != other:
            return at
    return min(len(left), len(right))


def _slips(left: str, right: str, limit: int) -> int:
    """Return how many slips lead from one word to the other; anything over the limit when they are too many.

    Source: the optimal string alignment distance, row by row, near the diagonal only.
    """
    far = limit + 1
    before_last: list[int] = []
    last = list(range(len(right) + 1))
    for i, char in enumerate(left, start=1):
        row = [far] * (len(right) + 1)
        row[0] = i
        for j in range(max(1, i - limit), min(len(right), i + limit) + 1):
            other = right[j - 1]
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (char != other))
            if i > 1 and j > 1 and char == right[j - 2] and other == left[i - 2]:
                cost = min(cost, before_last[j - 2] + 1)
            row[j] = cost
        if min(row) > limit:
            return far
        before_last, last = last, row
    return last[-1]
