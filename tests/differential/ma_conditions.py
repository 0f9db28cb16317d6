"""Random conditions of `.ma` projects as text, over the declarations of `ma_strategies.DECLARED`."""

from __future__ import annotations

from hypothesis import strategies as st

__all__ = ["ELAPSED", "EVENTS", "condition", "event_condition", "one", "pattern"]

ELAPSED = ("1 hour", "2 hours", "1 day", "2 days", "3 days", "36 hours")
EVENTS = ("a", "b", "c")


def one(*options: str) -> st.SearchStrategy[str]:
    """Return one of some texts."""
    return st.sampled_from(options)


@st.composite
def event_condition(draw: st.DrawFn, event: str, scope: frozenset[str] = frozenset()) -> str:
    """Return a condition on the properties of an event."""
    plain: dict[str, tuple[str, ...]] = {
        "a": ("event.n > 1", "event.value >= 50 CNY", 'event.cart = "k"', "event.n is unknown"),
        "b": ("event.n = 1", "event.n >= 2", 'event.cart in ("k", "l")'),
        "c": ("event.time >= 2026-03-08", 'weekday(event.time) = "sunday"', "hour(event.time) < 12"),
    }
    shared = {
        "entry.a": ("event.cart = entry.cart", "event.n > entry.n default 0"),
        "run": ("event.n > run.count default 1",),
    }
    options = list(plain.get(event, ("event.message = m", 'event.campaign = "w"')))
    if event in EVENTS:
        options += ["count(a, last 1 day) >= 2", "never(b, today)", "event.time + 1 hour > now", 'tag "warm"']
    if event in ("a", "b"):
        options.append("event.n = user.points")
        options += [each for name in sorted(scope) for each in shared.get(name, ())]
    return draw(st.sampled_from(options))


@st.composite
def pattern(draw: st.DrawFn, scope: frozenset[str] = frozenset(), *, receipts: bool = True) -> str:
    """Return an event, with or without a condition."""
    names = EVENTS + (("push.opened", "sms.delivered", "push.sent") if receipts else ())
    name = draw(st.sampled_from(names))
    if name in EVENTS and draw(st.booleans()):
        return f"{name} where {draw(event_condition(name, scope))}"
    return name


@st.composite
def window(draw: st.DrawFn, *, in_run: bool) -> str:
    """Return a window of history."""
    windows = ["last 1 day", "last 2 days", "last 3 hours", "today", "ever", "since 2026-03-08"]
    return draw(st.sampled_from([*windows, *(["since entry"] * 3 if in_run else [])]))


@st.composite
def history_atom(draw: st.DrawFn, *, in_run: bool) -> str:
    """Return a condition on what happened."""
    query, within = draw(pattern()), draw(window(in_run=in_run))
    asked = f"({query})" if "where" in query else query
    span, narrow = draw(st.sampled_from(ELAPSED)), "last 2 days" if within == "ever" else within
    atoms = (
        f"count({query}, {within}) {draw(one('>= 2', '= 1', '< 3', '!= 0'))}",
        f"did({query}, {within})",
        f"never({query}, {within})",
        draw(one(f"sum(a.n, {within}) > 2", f"sum(a.value, {within}) >= 60 CNY")),
        f"time since {asked} {draw(one('>', '>=', '<', '<='))} {span}",
        f"did(a then b within {span}, {within})",
        f"last(b.n, {within}) {draw(one('= 1', '> 1', 'is unknown'))}",
        f"average(a.n, {within}) {draw(one('> 1.5', 'is known'))}",
        f"count(distinct event.cart of a, {narrow}) >= 2",
        f"{draw(one('minimum', 'maximum'))}(a.value, {within}) > 40 CNY",
    )
    return draw(st.sampled_from(atoms))


_ATTRIBUTE_ATOMS = (
    "user.points >= 2",
    "user.points is unknown",
    'user.level = "b"',
    "user.vip",
    "not user.vip",
    "user.spent >= 10 CNY",
    'tag "x"',
    'not tag "x"',
    'tag "warm"',
    "user in keen",
    "user not in keen",
    "user consents to sms",
    "user consents to email",
    "user.due < now",
    "user.due - 1 day <= now",
    "user.birthday = today",
    "user.birthday + 1 month > today",
    'weekday(now) = "sunday"',
    "hour(now) >= 9",
    "now >= 2026-03-08 12:00",
    'user.name starts with "A"',
    'user.favorite = "sms"',
    "now - user.due > user.patience",
)
_RUN_ATOMS = (
    "run.count >= 2",
    "run.count is unknown",
    "now - entry.time > 1 day",
    "entry.time + 1 day < now",
    "hour(entry.time) < 12",
)


@st.composite
def condition(
    draw: st.DrawFn, depth: int = 2, *, in_run: bool = False, scope: frozenset[str] = frozenset()
) -> str:
    """Return a condition."""
    kind = draw(st.integers(0, 5)) if depth else 0
    if kind >= 4:
        joined = draw(one("and", "or"))
        left = draw(condition(depth - 1, in_run=in_run, scope=scope))
        right = draw(condition(depth - 1, in_run=in_run, scope=scope))
        return f"({left} {joined} {right})"
    if kind == 3:
        return f"not ({draw(condition(depth - 1, in_run=in_run, scope=scope))})"
    if draw(st.booleans()):
        return draw(history_atom(in_run=in_run))
    atoms = list(_ATTRIBUTE_ATOMS)
    if in_run:
        atoms += _RUN_ATOMS
        atoms += ["entry.n = 1", "entry.value > 50 CNY"] if "entry.a" in scope else []
        atoms += ["event.n > 1", "event.time < now"] if "event.n" in scope else []
    return draw(st.sampled_from(atoms))
