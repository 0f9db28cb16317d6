"""Random `.ma` projects in which several campaigns want the same user at the same instant.

They enter on the same event, change what the others ask for, start each other, and look at the same few
attributes, tags and limits: what comes of it depends on the order within one input (section 11).
"""

from __future__ import annotations

from hypothesis import strategies as st

from tests.differential.ma_conditions import ELAPSED, one
from tests.differential.ma_strategies import DECLARED, campaign_text, guards, limit

__all__ = ["crowds"]

_CAMPAIGNS = ("p", "w", "x", "y", "z")
# They are called by the others and call nobody.
_CALLED = ("r", "s")
_SHARED = (
    'tag "x"',
    'not tag "x"',
    'tag "y"',
    'tag "warm"',
    "user.points >= 2",
    "user.points = 1",
    "user.points is unknown",
    "user.vip",
    'user.level = "b"',
    "user in keen",
    "user not in keen",
    "user consents to sms",
    "count(a, last 1 day) >= 2",
    "count(push.sent, last 1 day) >= 1",
    'count(push.sent where event.campaign = "w", ever) = 1',
    "did(goal.reached, ever)",
    "never(b, last 2 hours)",
    "time since a > 1 hour",
    "did(a then b within 1 day, last 2 days)",
    "user.spent >= 10 CNY",
)
_IN_RUN = (
    "count(a, since entry) >= 1",
    "did(push.sent, since entry)",
    "run.count >= 2",
    "now - entry.time >= 1 hour",
    "count(c, since entry) = 0",
)
_CHANGES = (
    'tag add "x"',
    'tag add "x"',
    'tag remove "x"',
    'tag add "y"',
    'tag remove "y"',
    "set user.points = user.points default 0 + 1",
    "set user.points = user.points default 0 + 1",
    "set user.points = 0",
    "unset user.points",
    "set user.vip = true",
    "set user.vip = false",
    'set user.level = "b"',
    "unset user.level",
    "set user.spent = user.spent default 5 CNY + 5 CNY",
    "unset user.phone",
    'set user.phone = "+8613800000001"',
    'set user.timezone = "America/New_York"',
    "set run.count = run.count default 0 + 1",
    "stop",
)
_WAYS = (
    "push",
    "push",
    "sms",
    "first of push, sms",
    "first of sms, push",
    "first of sms, push, email",
    "user.favorite",
)


@st.composite
def _asked(draw: st.DrawFn, *, in_run: bool = False) -> str:
    atoms = one(*_SHARED, *(_IN_RUN if in_run else ()))
    first, second = draw(atoms), draw(atoms)
    return draw(one(first, first, f"{first} and {second}", f"{first} or {second}", f"not ({first})"))


@st.composite
def _event(draw: st.DrawFn) -> str:
    name = draw(one("a", "a", "a", "b", "c", "push.sent", "goal.reached", "push.opened", "sms.delivered"))
    if draw(st.integers(0, 2)):
        return name
    own = {"a": ("event.n > 1", "event.n = user.points"), "b": ("event.n = 1",)}
    asked = (*own.get(name, ()), draw(_asked()))
    return f"{name} where {draw(one(*asked))}"


@st.composite
def _statement(draw: st.DrawFn, depth: int, calls: tuple[str, ...]) -> str:
    def block() -> str:
        return draw(_flow(depth - 1, calls, 2))

    kinds = ["change"] * 5 + ["send"] * 4 + ["start"] * (2 if calls else 0) + ["wait"]
    kinds += ["if", "for", "for", "any", "repeat", "until"] if depth else []
    match draw(st.sampled_from(kinds)):
        case "change":
            return draw(one(*_CHANGES))
        case "start":
            return f"start {draw(one(*calls))}"
        case "wait":
            return draw(one(*(f"wait {each}" for each in ELAPSED), "wait until 09:00"))
        case "if":
            other = f" else {{ {block()} }}" if draw(st.booleans()) else ""
            return f"if {draw(_asked(in_run=True))} {{ {block()} }}{other}"
        case "for":
            since, up_to = draw(one("", " since entry")), draw(one(*ELAPSED))
            other = f" else {{ {block()} }}" if draw(st.booleans()) else ""
            return f"wait for {draw(_event())}{since} up to {up_to} {{ {block()} }}{other}"
        case "any":
            arms = "\n".join(f"on {draw(_event())} {{ {block()} }}" for _ in range(2))
            return f"wait up to {draw(one(*ELAPSED))} {{\n{arms}\ntimeout {{ {block()} }} }}"
        case "repeat":
            pause = draw(one("", "", " every 1 hour", " every 1 day"))
            until = draw(one("", f" until {draw(_asked(in_run=True))}"))
            return f"repeat up to 3 times{pause}{until} {{ {block()} }}"
        case "until":
            return f"wait until {draw(one('now + 1 day', 'user.due', 'entry.time + 1 hour'))} if past go"
        case _:
            return draw(_send(depth, calls))


@st.composite
def _send(draw: st.DrawFn, depth: int, calls: tuple[str, ...]) -> str:
    text = f"send {draw(one('m', 'm', 'n'))} by {draw(one(*_WAYS))}"
    if "email" in text:
        text = text.replace("send n", "send m")
    if not depth or draw(st.integers(0, 2)):
        return text
    words = draw(st.lists(one("sent", "blocked", "failed"), min_size=1, max_size=2, unique=True))
    arms = "\n".join(f"{word} {{ {draw(_flow(depth - 1, calls, 2))} }}" for word in words)
    return f"{text} {{\n{arms}\n}}"


@st.composite
def _flow(draw: st.DrawFn, depth: int, calls: tuple[str, ...], most: int) -> str:
    found: list[str] = []
    for _ in range(draw(st.integers(1 if most < 4 else 2, most))):
        found.append(draw(_statement(depth, calls)))
        if found[-1] == "stop":
            break
    return "\n".join(found)


@st.composite
def _campaign(draw: st.DrawFn, name: str, calls: tuple[str, ...]) -> str:
    def maybe(text: st.SearchStrategy[str], one_in: int) -> list[str]:
        return [draw(text)] if draw(st.integers(1, one_in)) == one_in else []

    way = draw(one("on", "on", "on", "on", "when", "when", "raised", "every"))
    # Whoever may come again at once by what flows do may come for ever.
    reenter = ["after 1 hour from end", "after 1 day from start", "after 1 hour from start", "never"]
    match way:
        case "on":
            where = draw(one("", "", "", "", " where event.n > 1", f" where {draw(_asked())}"))
            enters = f"enter on {draw(one('a', 'a', 'a', 'b'))}{where}"
            reenter += ["always"] * 8 + ["restart"] * 6
        case "when":
            enters = f"enter when {draw(_asked())}"
        case "every":
            enters = (
                f"enter every day at {draw(one('09:00', '00:00'))}{draw(one('', f' for {draw(_asked())}'))}"
            )
        case _:
            enters = f"enter on {draw(one('goal.reached', 'push.sent', 'consent.given', 'sms.bounced'))}"
    clauses = [enters, f"reenter {draw(st.sampled_from(reenter))}"]
    clauses += maybe(one("priority 40", "priority 60"), 3)
    clauses += maybe(_asked().map("audience {}".format), 4)
    clauses += maybe(_event().map("exit on {}".format), 3)
    clauses += maybe(_asked(in_run=True).map("exit when {}".format), 3)
    clauses += maybe(one("exit after 1 hour", "exit after 2 days"), 5)
    clauses += maybe(
        st.builds("goal {} within {}{}".format, _event(), one("1 hour", "2 days"), one("", "", " and stay")),
        2,
    )
    clauses += maybe(one("holdout 50%"), 8)
    clauses += maybe(limit().map("limit {}".format), 5)
    if not any(each.startswith("holdout") for each in clauses):
        clauses += maybe(one("category transactional", "category service"), 6)
    return campaign_text(name, clauses, "set run.count = 1\n" + draw(_flow(2, calls, 5)))


@st.composite
def crowds(draw: st.DrawFn) -> str:
    """Return a project in which campaigns get in each other's way."""
    audience = draw(one(*(each for each in _SHARED if "keen" not in each and "warm" not in each)))
    ruled = draw(one(*(each for each in _SHARED if "warm" not in each)))
    found = [
        DECLARED,
        f"channel push {{ {draw(one('', 'consent none'))} }}",
        "channel sms { cost 0.03 CNY; needs user.phone }",
        "channel email { needs user.email }",
        f"audience keen = {audience}",
        f'tag "warm" when {ruled}',
    ]
    found += draw(guards(most_quiet=1))
    found += [draw(_campaign(name, _CALLED)) for name in _CAMPAIGNS[: draw(st.integers(3, 5))]]
    for name in _CALLED:
        reenter = draw(one("always", "always", "after 1 hour from start", "restart"))
        clauses = ["enter by call", f"reenter {reenter}", *draw(st.lists(one("priority 60"), max_size=1))]
        found.append(campaign_text(name, clauses, "set run.count = 1\n" + draw(_flow(1, (), 3))))
    return "\n".join(found)
