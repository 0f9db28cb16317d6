"""Random `.ma` projects as text, and random histories for them: small, sound, and near where things change.

`projects` gives a text over the fixed declarations of `DECLARED`; `histories` gives steps that a log is
made of (`tests.differential.flow_histories` plays them). Durations are few, so that instants coincide.
"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from tests.differential.ma_conditions import ELAPSED, condition, event_condition, one, pattern

__all__ = ["CAMPAIGNS", "DECLARED", "campaign_text", "guards", "limit", "projects", "settings_of_projects"]

DECLARED = """
user {
  name text; level one of "a", "b" default "a"; points integer; spent money; phone phone; email email
  birthday date; due moment; favorite channel; vip boolean; patience duration; timezone timezone
}
event a { n integer; cart text; value money }
event b { n integer default 1; cart text }
event c { }
category service { exempt from limits, quiet hours }
category gentle { exempt from holdout }
message m { push { title "m"; body "m" } sms { text "m" } email { subject "m"; text "m" } }
message n { push { title "n"; body "n" } sms { text "n"; valid 1 day } }
"""
CAMPAIGNS = ("w", "x", "y", "z")
# Called by the others; it calls nobody.
_CALLED = "r"

_CALENDAR = ("1 hour", "1 hour", *ELAPSED, "1 week", "1 month", "90 minutes")
_TIMES = ("09:00", "02:30", "01:30", "00:00", "22:00")
_DAYS = ("weekdays", "monday, friday", "sunday")
_MESSAGES = {"m": ("push", "sms", "email"), "n": ("push", "sms")}
_SPLIT_SHARES = (("50%", "50%"), ("10%", "90%"), ("0.5%", "99.5%"))


class _Names:
    """Labels and splits that a campaign has used."""

    def __init__(self) -> None:
        self.splits = 0

    def split(self) -> str:
        """Return a new name of a split."""
        self.splits += 1
        return f"s{self.splits}"


@st.composite
def statement(  # noqa: C901, PLR0911, PLR0912 - one case a statement
    draw: st.DrawFn, depth: int, scope: frozenset[str], names: _Names, calls: bool
) -> str:
    """Return a statement of a flow."""

    def block(inner: frozenset[str] = scope) -> str:
        return draw(flow(depth - 1, inner, names, calls))

    kinds = ["wait", "wait", "wait", *["send"] * 6, "until", "moment", "change", "change"]
    kinds += ["next"] if draw(st.integers(0, 3)) == 0 else []
    if depth:
        kinds += ["for", "for", "for_any", "if", "split", "split_by", "repeat"]
    match draw(st.sampled_from(kinds)):
        case "wait":
            return f"wait {draw(st.sampled_from(_CALENDAR))}"
        case "until":
            days = draw(st.sampled_from(("", *(f" on {each}" for each in _DAYS))))
            return f"wait until {draw(st.sampled_from(_TIMES))}{days}"
        case "moment":
            moment = draw(
                one(
                    "user.due",
                    "user.due - 1 day",
                    "user.birthday - 1 day at 09:00",
                    "2026-03-08 02:30",
                    "entry.time + 2 days",
                    "now + 1 month",
                )
            )
            return f"wait until {moment} if past {draw(one('go', 'go', 'exit'))}"
        case "next":
            time = draw(st.sampled_from(_TIMES))
            return f"wait until next ({draw(one('user.birthday', 'user.birthday - 3 days'))}) at {time}"
        case "for":
            since = draw(one("", "", " since entry"))
            asked = draw(pattern(scope))
            inner = block(opened_by(scope, asked))
            tail = f" else {{ {block()} }}" if draw(st.booleans()) else ""
            up_to = draw(st.sampled_from(ELAPSED))
            return f"wait for {asked}{since} up to {up_to} {{ {inner} }}{tail}"
        case "for_any":
            asked, other = draw(pattern(scope)), draw(pattern(scope))
            first, second = block(opened_by(scope, asked)), block(opened_by(scope, other))
            arms = f"on {asked} {{ {first} }}\non {other} {{ {second} }}\n"
            up_to = draw(st.sampled_from(ELAPSED))
            return f"wait up to {up_to} {{\n{arms} timeout {{ {block()} }} }}"
        case "if":
            asked = draw(condition(1, in_run=True, scope=scope))
            other = f" else {{ {block()} }}" if draw(st.booleans()) else ""
            return f"if {asked} {{ {block()} }}{other}"
        case "split":
            one_share, two_share = draw(st.sampled_from(_SPLIT_SHARES))
            name = names.split()
            arms = f"{one_share} as one {{ {block()} }}\n{two_share} as two {{ {block()} }}"
            return f"split {name} {{\n{arms} }}"
        case "split_by":
            return (
                f'split {names.split()} by user.level {{\n"b" as bee {{ {block()} }}\n'
                f"else as rest {{ {block()} }} }}"
            )
        case "repeat":
            pause = draw(st.sampled_from(("", *(f" every {each}" for each in _CALENDAR))))
            until = f" until {draw(condition(1, in_run=True, scope=scope))}" if draw(st.booleans()) else ""
            return f"repeat up to {draw(st.integers(1, 3))} times{pause}{until} {{ {block()} }}"
        case "change":
            options = [
                'tag add "x"',
                'tag remove "x"',
                "set user.points = user.points default 0 + 1",
                "set user.spent = 12.50 CNY",
                "unset user.spent",
                'set user.level = "b"',
                "unset user.level",
                "set user.due = now + 1 day",
                "set run.count = run.count default 0 + 1",
                'set user.timezone = "Europe/Berlin"',
                "stop",
                *([f"start {_CALLED}"] if calls else []),
                *(["set run.count = event.n", "set user.points = event.n"] if "event.n" in scope else []),
            ]
            return draw(st.sampled_from(options))
        case _:
            return draw(send(depth, scope, names, calls))


def opened_by(scope: frozenset[str], asked: str) -> frozenset[str]:
    """Return what is in scope in the block of an event: that of another block around it is not."""
    own = {"event.n"} if asked.split()[0] in ("a", "b") else set()
    return (scope - {"event.n"}) | own


@st.composite
def send(draw: st.DrawFn, depth: int, scope: frozenset[str], names: _Names, calls: bool) -> str:
    """Return a send, with or without arms."""
    message = draw(one("m", "m", "n"))
    channels = _MESSAGES[message]
    way = draw(st.integers(0, 3))
    if way == 0:
        by = "user.favorite"
    elif way == 1:
        some = draw(st.permutations(channels))[: draw(st.integers(2, len(channels)))]
        by = f"first of {', '.join(some)}"
    else:
        by = draw(st.sampled_from(channels))
    text = f"send {message} by {by}"
    if depth and draw(st.integers(0, 2)) == 0:
        words = draw(
            st.lists(st.sampled_from(("sent", "blocked", "failed")), min_size=1, max_size=3, unique=True)
        )
        arms = "\n".join(f"{word} {{ {draw(flow(depth - 1, scope, names, calls))} }}" for word in words)
        text += f" {{\n{arms}\n}}"
    return text


@st.composite
def flow(draw: st.DrawFn, depth: int, scope: frozenset[str], names: _Names, calls: bool) -> str:
    """Return statements."""
    count = draw(st.integers(1, 3 if depth > 1 else 2))
    found: list[str] = []
    for _ in range(count):
        found.append(draw(statement(depth, scope, names, calls)))
        if found[-1] == "stop":
            break
    return "\n".join(found)


@st.composite
def entry(draw: st.DrawFn) -> tuple[list[str], frozenset[str], bool]:
    """Return entry clauses, what stands in scope by them, and whether anybody may come again at once."""
    kind = draw(st.sampled_from(("on", "on", "on", "on_two", "when", "when", "every", "at", "receipt")))
    match kind:
        case "on":
            name = draw(one("a", "a", "b", "c"))
            where = f" where {draw(event_condition(name))}" if draw(st.integers(0, 3)) == 3 else ""
            return [f"enter on {name}{where}"], frozenset({f"entry.{name}"}), True
        case "on_two":
            return ["enter on a where event.n > 1", "enter on b"], frozenset(), True
        case "when":
            return [f"enter when {draw(condition(2))}"], frozenset(), False
        case "every":
            day = draw(one("day", "monday, sunday", "month on day 31", "month on day 1"))
            zone = draw(one("", " in project time"))
            who = f" for {draw(condition(1))}" if draw(st.booleans()) else ""
            return [f"enter every {day} at {draw(st.sampled_from(_TIMES))}{zone}{who}"], frozenset(), True
        case "at":
            moment = draw(one("2026-03-08 02:30", "2026-03-29 01:00", "2026-11-01 06:00 +00:00"))
            who = f" for {draw(condition(1))}" if draw(st.booleans()) else ""
            return [f"enter at {moment}{who}"], frozenset(), True
        case _:
            name = draw(one("push.opened", "goal.reached", "consent.given", "sms.bounced", "push.sent"))
            return [f"enter on {name}"], frozenset(), False


@st.composite
def campaign(draw: st.DrawFn, name: str) -> str:
    """Return a campaign."""
    clauses, scope, may_come_at_once = draw(entry())
    came = ["always", "always", "always", "restart", "restart"] if may_come_at_once else []
    came += ["after 1 hour from end", "after 1 day from start", "after 1 day from end", "never"]
    clauses = [*clauses, f"reenter {draw(st.sampled_from(came))}"]
    if scope & {"entry.a", "entry.b"} and draw(st.integers(0, 2)) == 0:
        clauses.append(f"parallel by event.{draw(one('cart', 'n'))}")
    clauses += draw(options(scope))
    names = _Names()
    body = draw(flow(2, scope | {"run"}, names, True))
    # A variable of the run has a type by what sets it.
    needs_variable = "run." in body + str(clauses)
    return campaign_text(name, clauses, f"set run.count = 1\n{body}" if needs_variable else body)


@st.composite
def options(draw: st.DrawFn, scope: frozenset[str]) -> list[str]:
    """Return some of the clauses that a campaign may have."""

    def maybe(text: Callable[[], str], one_in: int = 3) -> list[str]:
        return [text()] if draw(st.integers(1, one_in)) == one_in else []

    found = maybe(lambda: f"priority {draw(one('10', '50', '90'))}")
    found += maybe(lambda: f"audience {draw(condition(1))}", 5)
    found += maybe(lambda: "active 2026-03-08 to 2026-03-29", 12)
    found += maybe(lambda: f"exit on {draw(pattern(scope))}")
    found += maybe(lambda: f"exit when {draw(condition(1, in_run=True, scope=scope))}", 4)
    found += maybe(lambda: f"exit after {draw(st.sampled_from(ELAPSED))}", 4)
    found += maybe(lambda: draw(goal(scope)))
    found += maybe(lambda: f"holdout {draw(one('5%', '50%'))}", 12)
    found += maybe(lambda: f"limit {draw(limit())}", 4)
    category = draw(one("promotional", "promotional", "transactional", "service", "gentle"))
    is_held_out = any(each.startswith("holdout") for each in found)
    if category not in ("transactional", "gentle") or not is_held_out:
        found.append(f"category {category}")
    return found


@st.composite
def goal(draw: st.DrawFn, scope: frozenset[str]) -> str:
    """Return a goal."""
    asked = draw(pattern(scope))
    name = asked.split()[0]
    worth = ""
    if name in ("a", "b") and draw(st.booleans()):
        worth = f" worth event.{'value' if name == 'a' else 'n'}"
    stay = " and stay" if draw(st.booleans()) else ""
    return f"goal {asked} within {draw(st.sampled_from(ELAPSED))}{worth}{stay}"


@st.composite
def limit(draw: st.DrawFn) -> str:
    """Return a limit."""
    subject = draw(one("messages", "push", "sms, email", "promotional messages", "push, sms"))
    of = draw(one("", "", " from one campaign", " of one message"))
    within = draw(
        one(
            "in any 1 day",
            "in any 2 hours",
            "in any 7 days",
            "per calendar day",
            "per calendar week",
            "per calendar month",
        )
    )
    total = draw(one("", "", "", " in total"))
    over = draw(one("", " else drop", " else wait up to 1 day", " else wait up to 12 hours"))
    return f"at most {draw(one(*'0111222334'))} {subject}{of} {within}{total}{over}"


@st.composite
def quiet_hours(draw: st.DrawFn) -> str:
    """Return quiet hours."""
    span = draw(one("22:00-07:00", "00:00-09:00", "02:00-03:00", "12:00-24:00", "01:30-02:30"))
    days = draw(one("", "", " on sunday", " on weekdays"))
    over = draw(one("", " else drop", " else wait up to 6 hours"))
    return f"quiet hours {span}{days} for {draw(one('push', 'sms, email', 'push, sms, email'))}{over}"


def campaign_text(name: str, clauses: list[str], body: str) -> str:
    """Write a campaign."""
    return f"campaign {name} {{\n" + "\n".join(clauses) + f"\nflow {{\n{body}\n}}\n}}\n"


@st.composite
def settings_of_projects(draw: st.DrawFn) -> str:
    """Return settings."""
    zone = draw(one("UTC", "UTC", "America/New_York", "Asia/Shanghai"))
    more = draw(one("", "", "week_starts: sunday\n", "lateness: 2 hours\nmax_age: 6 hours\n"))
    lint = "lint: {MA303: ignore, MA312: ignore, MA506: ignore}\n"
    return f"name: shop\ntimezone: {zone}\ncurrency: CNY\n{more}{lint}"


@st.composite
def guards(draw: st.DrawFn, most_quiet: int) -> list[str]:
    """Return the limits and quiet hours of a project."""
    rules = draw(st.lists(limit(), max_size=2))
    found = ["limits {\n" + "\n".join(rules) + "\n}"] if rules else []
    return found + draw(st.lists(quiet_hours(), max_size=most_quiet))


@st.composite
def projects(draw: st.DrawFn) -> str:
    """Return a project."""
    rule = one("", "", "consent opt out", "consent none")
    push, sms, email = draw(rule), draw(rule), draw(rule)
    audience = draw(condition(1).filter(lambda text: "keen" not in text and "warm" not in text))
    found = [
        DECLARED,
        f"channel push {{ {push} }}",
        f"channel sms {{ cost 0.03 CNY; needs user.phone; {sms} }}",
        f"channel email {{ needs user.email; {email} }}",
        f"audience keen = {audience}",
        f'tag "warm" when {draw(condition(1).filter(lambda text: "warm" not in text))}',
    ]
    found += draw(guards(most_quiet=2))
    if draw(st.integers(0, 11)) == 11:
        found.append("holdout 30%")
    for name in CAMPAIGNS[: draw(st.integers(1, 3))]:
        found.append(draw(campaign(name)))
    body = draw(flow(1, frozenset({"run"}), _Names(), False))
    called = ["enter by call", "reenter always", f"category {draw(one('promotional', 'transactional'))}"]
    found.append(campaign_text(_CALLED, called, f"set run.count = 1\n{body}"))
    return "\n".join(found)
