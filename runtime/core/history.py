"""What is done with the history of a user: containers of times and values, and what is read from them.

Generated code calls these on the slots of a user or a run, which are plain lists, numbers and texts.
A series of events is one list of their times in ascending order (of equal times, the later in the log
stands later), with one list for each property that is needed right behind it among the slots.

Units: UTC milliseconds. A window is what lies after a cut: `last D` has the cut `now - D`, a day that
begins at S the cut `S - 1`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import reduce
from itertools import islice
from typing import Any

from maflow.runtime.core.values import divide, rounded, sum_exactly

__all__ = [
    "ZERO",
    "average_duration",
    "average_number",
    "average_of_durations",
    "average_of_integers",
    "average_of_money",
    "average_of_numbers",
    "close_pair",
    "close_recent_pair",
    "count_after",
    "count_values_after",
    "distinct",
    "entries_after",
    "first_of",
    "forget",
    "forget_unordered",
    "has_pair",
    "insert",
    "last_of",
    "maximum",
    "minimum",
    "note_value",
    "open_pair",
    "open_recent_pair",
    "quotient",
    "sum_of_integers",
    "sum_of_money",
    "sum_of_numbers",
    "values_after",
]

ZERO = Decimal(0)

# Any: values are of the types of the properties they were taken from; the compiler has checked them.
Slots = list[Any]


def insert(slots: Slots, place: int, time: int, *values: Any) -> None:
    """Put an event that came late where its time belongs, behind others of the same time."""
    times = slots[place]
    position = bisect_right(times, time)
    times.insert(position, time)
    for column, value in enumerate(values, place + 1):
        slots[column].insert(position, value)


def forget(slots: Slots, place: int, width: int, until: int, least: int) -> None:
    """Drop events up to and including an instant from a series, but keep at least so many."""
    times = slots[place]
    surplus = min(bisect_right(times, until), len(times) - least)
    if surplus > 0:
        for column in range(place, place + width):
            del slots[column][:surplus]


def forget_unordered(slots: Slots, place: int, width: int, until: int) -> None:
    """Drop events up to and including an instant from a series in the order of the log."""
    kept = [time > until for time in slots[place]]
    for column in range(place, place + width):
        slots[column][:] = [value for value, is_kept in zip(slots[column], kept, strict=True) if is_kept]


def count_after(times: Sequence[int], cut: int) -> int:
    """Return how many events lie after a cut."""
    return len(times) - bisect_right(times, cut)


def values_after(times: Sequence[int], values: Sequence[Any], cut: int) -> Sequence[Any]:
    """Return the values of the events after a cut."""
    return values[bisect_right(times, cut) :]


def entries_after(slots: Slots, place: int, width: int, cut: int) -> Iterator[tuple[Any, ...]]:
    """Return the events after a cut: their times, and the values kept with them."""
    times = slots[place]
    start = bisect_right(times, cut)
    columns = slots[place : place + width]
    return zip(*(islice(column, start, None) for column in columns), strict=True)


def first_of(values: Sequence[Any]) -> Any:
    """Return the value of the first event, None without one."""
    return values[0] if values else None


def last_of(values: Sequence[Any]) -> Any:
    """Return the value of the last event, None without one."""
    return values[-1] if values else None


def sum_of_integers(values: Iterable[int | None]) -> int:
    """Return the sum of the known values."""
    return sum(value for value in values if value is not None)


def sum_of_money(values: Iterable[Decimal | None]) -> Decimal:
    """Return the sum of the known values."""
    return sum((value for value in values if value is not None), ZERO)


def sum_of_numbers(values: Iterable[float | None]) -> float:
    """Return the sum of the known values, rounded once, whatever their order."""
    return rounded(_total(values))


def average_of_integers(values: Iterable[int | None]) -> float | None:
    """Return the average of the known values, None without any."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def average_of_durations(values: Iterable[int | None]) -> int | None:
    """Return the average of the known values to the nearest millisecond, None without any."""
    known = [value for value in values if value is not None]
    return average_duration(sum(known), len(known))


def average_of_money(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the average of the known values, None without any."""
    known = [value for value in values if value is not None]
    return sum(known, ZERO) / len(known) if known else None


def average_of_numbers(values: Iterable[float | None]) -> float | None:
    """Return the average of the known values, None without any."""
    known = [value for value in values if value is not None]
    return average_number(_total(known), len(known))


def average_number(total: Decimal, count: int) -> float | None:
    """Return an average of numbers, None over nothing."""
    average: float | None = divide(rounded(total), count)
    return average


def _total(values: Iterable[float | None]) -> Decimal:
    return reduce(sum_exactly, (value for value in values if value is not None), ZERO)


def quotient(total: Any, count: int) -> Any:
    """Return an average, None over nothing."""
    return total / count if count else None


def average_duration(total: int, count: int) -> int | None:
    """Return an average to the nearest millisecond, None over nothing."""
    return round(total / count) if count else None


def minimum(values: Iterable[Any]) -> Any:
    """Return the least of the known values, None without any."""
    return min((value for value in values if value is not None), default=None)


def maximum(values: Iterable[Any]) -> Any:
    """Return the greatest of the known values, None without any."""
    return max((value for value in values if value is not None), default=None)


def distinct(values: Iterable[Any]) -> int:
    """Return how many different known values there are."""
    return len({value for value in values if value is not None})


def note_value(times: dict[Any, int], value: Any, time: int, cut: int) -> None:
    """Note when a value was last seen, and forget values that were last seen up to a cut.

    The dict is nearly in the order of times: late events stand too far back and are forgotten later.
    """
    before = times.pop(value, time)
    times[value] = max(before, time)
    surplus = []
    for key, last in times.items():
        if last > cut:
            break
        surplus.append(key)
    for key in surplus:
        del times[key]


def count_values_after(times: dict[Any, int], cut: int) -> int:
    """Return how many values were last seen after a cut."""
    return sum(time > cut for time in times.values())


def open_pair(spans: Any, time: int, within: int) -> None:
    """Note an A: a B up to `within` later makes a pair. Spans are disjoint, ascending: from, to, from, to."""
    if spans is True:
        return
    end = time + within
    left = bisect_left(spans, time)
    right = bisect_right(spans, end)
    # An odd position lies inside a span, which is joined.
    edges = ([time] if left % 2 == 0 else []) + ([end] if right % 2 == 0 else [])
    spans[left:right] = edges


def close_pair(slots: Slots, place: int, time: int) -> None:
    """Note a B: if an A came before it in time, the pair has happened for ever."""
    spans = slots[place]
    if spans is not True and (bisect_right(spans, time) % 2 == 1 or _is_edge(spans, time)):
        slots[place] = True


def _is_edge(spans: Sequence[int], time: int) -> bool:
    position = bisect_left(spans, time)
    return position < len(spans) and spans[position] == time


def open_recent_pair(slots: Slots, place: int, time: int, cut: int) -> None:
    """Note an A; slots: the time of the latest A that a B followed, and the times of A since then."""
    done, times = slots[place], slots[place + 1]
    if times and times[0] <= cut:
        del times[: bisect_right(times, cut)]
    if done is None or time > done:
        times.insert(bisect_right(times, time), time)


def close_recent_pair(slots: Slots, place: int, time: int, within: int) -> None:
    """Note a B: it goes with the latest A that came before it in time, if that is near enough."""
    times = slots[place + 1]
    count = bisect_right(times, time)
    if count and times[count - 1] >= time - within:
        slots[place] = times[count - 1]
        del times[:count]


def has_pair(firsts: Sequence[tuple[int, int]], seconds: Sequence[tuple[int, int]], within: int) -> bool:
    """Tell whether one of the seconds came after one of the firsts in the log, and in time within so long.

    Shape: tuples of (place in the log, time).
    """
    return any(
        place < later and 0 <= end - start <= within for later, end in seconds for place, start in firsts
    )
