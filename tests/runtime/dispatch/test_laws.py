"""What holds for every channel, every provider and every interleaving."""

from __future__ import annotations

import asyncio
from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from maflow.plugins.spec import Accepted, Failed, SendResult, Unavailable, Unknown
from maflow.runtime.dispatch.breaker import Breaker, Circuit
from maflow.runtime.dispatch.memory_outbox import MemoryOutbox
from maflow.runtime.dispatch.outbox import MOVES, OutboxRow, RowState, Settlement
from maflow.runtime.dispatch.outcomes import Rules, after_attempt
from maflow.runtime.dispatch.policy import Pauses, Retry, Throttle, jittered
from maflow.runtime.dispatch.throttle import Pace
from tests.runtime.dispatch.provider import Provider, World, message, plugin
from tests.runtime.dispatch.virtual_time import run

results = st.one_of(
    st.builds(Accepted, is_delivered=st.booleans()),
    st.builds(
        Failed,
        st.just("refused"),
        is_permanent=st.booleans(),
        retry_after_ms=st.none() | st.integers(0, 5_000),
        is_hard_bounce=st.booleans(),
    ),
    st.builds(Unavailable, st.just("down"), retry_after_ms=st.none() | st.integers(0, 5_000)),
    st.builds(Unknown, st.just("lost")),
)
answers = results | st.just(KeyError("broken")) | st.none()


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw messages, what the provider does with each of them, and how the channel is served."""
    keys = [f"m{number}" for number in range(draw(st.integers(1, 6)))]
    provider = Provider(
        answers={key: draw(st.lists(answers, max_size=6)) for key in keys},
        status={key: draw(st.lists(st.none() | results, max_size=4)) for key in keys},
        takes_ms=draw(st.sampled_from([0, 1, 700])),
    )
    world = World(
        provider,
        plugin(
            is_idempotent=draw(st.booleans()),
            can_query=draw(st.booleans()),
            concurrency=draw(st.integers(1, 4)),
        ),
        throttle=draw(st.none() | st.builds(Throttle, st.integers(1, 3), st.sampled_from([50, 1_000]))),
        retry=draw(st.builds(Retry, st.integers(1, 5), st.just(100), st.just(1_000))),
        pauses=Pauses(asking=Retry(3, 500, 1_000), answer_ms=10_000, trouble=draw(st.integers(1, 4))),
    )
    for key in keys:
        at = draw(st.integers(0, 2_000))
        lasts = draw(st.none() | st.integers(1, 3_000))
        world.outbox.add(message(key, at=at, expires_at=None if lasts is None else at + lasts))
    return world


@given(worlds())
def test_every_message_ends_in_exactly_one_final_state(world: World) -> None:
    run(world.until_drained())
    assert set(world.states().values()) <= {"accepted", "failed", "unknown"}
    # Only whether what was accepted has arrived may still be asked for.
    asked = [row for row in world.outbox.rows.values() if row.due_at is not None]
    assert all(row.state is RowState.ACCEPTED and world.declared.can_query_status for row in asked)
    told = Counter((event.user_id, event.name) for event in world.outbox.receipts)
    assert all(count == 1 for count in told.values())
    for key, state in world.states().items():
        names = {name for user, name in told if user == f"u-{key}"}
        failures = names & {"sms.failed", "sms.bounced"}
        assert ("sms.accepted" in names) == (state == "accepted")
        if state == "accepted":
            # What was accepted may be lost on the way; what has arrived is not.
            assert len(failures | (names & {"sms.delivered"})) <= 1
            assert not failures or world.declared.can_query_status
        else:
            assert bool(failures) == (state == "failed")


@given(worlds())
def test_after_an_unknown_outcome_nothing_is_sent_again_unless_the_key_is_honoured(world: World) -> None:
    outcomes = {key: list(given) for key, given in world.provider.answers.items()}
    run(world.until_drained())
    if world.declared.is_idempotent:
        return
    for key, given_ in outcomes.items():
        handed_over = given_[: len(world.provider.attempts(key))]
        # A plugin that breaks, or returns nothing, leaves it unknown as well.
        doubtful = [isinstance(each, Unknown | KeyError) or each is None for each in handed_over]
        assert not any(doubtful[:-1])
        assert not any(isinstance(each, Accepted) for each in handed_over[:-1])


@given(worlds())
def test_no_window_of_the_pace_holds_more_than_its_count(world: World) -> None:
    run(world.until_drained())
    times = [at for at, _ in world.provider.delivered]
    if world.throttle is not None:
        count, per_ms = world.throttle.count, world.throttle.per_ms
        assert all(sum(at - per_ms < other <= at for other in times) <= count for at in times)


@given(worlds())
def test_nothing_leaves_before_its_time_or_after_its_end(world: World) -> None:
    requests = {key: row.request for key, row in world.outbox.rows.items()}
    run(world.until_drained())
    for at, key in world.provider.delivered:
        assert at >= requests[key].at
        assert at < (requests[key].expires_at or at + 1)


@given(worlds())
def test_attempts_that_count_are_no_more_than_the_operator_allows(world: World) -> None:
    counted = {
        key: [not isinstance(each, Unavailable) for each in given]
        for key, given in world.provider.answers.items()
    }
    run(world.until_drained())
    for key, flags in counted.items():
        made = len(world.provider.attempts(key))
        assert sum(flags[:made]) + max(made - len(flags), 0) <= world.retry.attempts


@given(worlds(), st.lists(st.integers(0, 1_500), min_size=1, max_size=4))
def test_stopping_and_starting_changes_no_law(world: World, lives: list[int]) -> None:
    """Hosts that stop at any time, and one that does not: still one final state, and no second delivery."""

    async def scenario() -> None:
        for life in lives:
            dispatcher = world.dispatcher()
            serving = asyncio.create_task(dispatcher.run())
            await asyncio.sleep(life / 1000)
            dispatcher.stop(grace_ms=200)
            await serving
            assert "claimed" not in world.states().values()
        await world.until_drained()

    run(scenario())
    assert set(world.states().values()) <= {"accepted", "failed", "unknown"}
    assert len({event.id for event in world.outbox.receipts}) == len(world.outbox.receipts)


@given(worlds(), st.integers(0, 1_500))
def test_a_host_that_is_killed_loses_nothing(world: World, life: int) -> None:
    """What a killed host had in hand is asked for or rests; only a key that is honoured is sent again."""

    async def scenario() -> Counter[str]:
        serving = asyncio.create_task(world.dispatcher().run())
        await asyncio.sleep(life / 1000)
        serving.cancel()
        await asyncio.wait({serving})
        in_hand = {key for key, state in world.states().items() if state == "claimed"}
        before = Counter(key for _, key in world.provider.delivered)
        await world.until_drained()
        after = Counter(key for _, key in world.provider.delivered)
        return Counter({key: after[key] - before[key] for key in in_hand})

    again = run(scenario())
    assert set(world.states().values()) <= {"accepted", "failed", "unknown"}
    if not world.declared.is_idempotent:
        assert not +again


@given(st.integers(1, 5), st.integers(1, 100), st.lists(st.integers(0, 60), max_size=60))
def test_a_pace_is_exact(count: int, per_ms: int, steps: list[int]) -> None:
    """As many leave as the window holds: never more, and never fewer than could."""
    pace, now, taken = Pace(Throttle(count, per_ms)), 0, []
    for step in steps:
        now += step
        in_window = sum(at > now - per_ms for at in taken)
        assert pace.room(now) == count - in_window
        if pace.room(now):
            pace.take(now)
            taken.append(now)
        else:
            opens_at = pace.opens_at(now)
            assert Pace(Throttle(count, per_ms), taken).room(opens_at - 1) == 0
            assert Pace(Throttle(count, per_ms), taken).room(opens_at) > 0


def test_a_clock_that_is_set_back_makes_no_room() -> None:
    pace = Pace(Throttle(1, 1_000))
    pace.take(10_000)
    assert pace.room(5_000) == 0
    assert pace.opens_at(5_000) == 11_000


@given(st.lists(st.tuples(results, st.integers(0, 30_000)), max_size=40), st.integers(1, 5))
def test_a_breaker_lets_one_try_at_a_time_after_it_has_opened(
    history: list[tuple[SendResult, int]], trouble: int
) -> None:
    breaker, now = Breaker("sms", trouble, Retry(5, 1_000, 60_000), seed=0), 0
    for result, pause in history:
        now += pause
        circuit = breaker.circuit(now)
        assert (circuit is Circuit.OPEN) == (breaker.room(now) == 0)
        if circuit is Circuit.OPEN:
            assert now < breaker.until <= now + 60_000
            continue
        breaker.begin(now)
        if circuit is Circuit.HALF_OPEN:
            assert breaker.room(now) == 0
        breaker.record(result, now)
        if isinstance(result, Accepted | Failed):
            assert breaker.circuit(now) is Circuit.CLOSED


def test_a_breaker_that_stays_broken_rests_longer_and_longer() -> None:
    breaker, now, rests = Breaker("sms", 2, Retry(5, 1_000, 30_000), seed=7), 0, []
    for _ in range(8):
        while breaker.circuit(now) is not Circuit.OPEN:
            breaker.begin(now)
            breaker.record(Unavailable("down"), now)
        rests.append(breaker.until - now)
        now = breaker.until
    ceilings = (1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000)
    assert all(ceiling // 2 <= rest <= ceiling for rest, ceiling in zip(rests, ceilings, strict=True))
    assert len(set(pairwise(rests))) > 1


@given(st.integers(0, 10_000), st.integers(), st.text(), st.integers(1, 9))
def test_a_pause_is_within_its_ceiling_and_repeatable(
    ceiling: int, seed: int, key: str, attempt: int
) -> None:
    pause = jittered(ceiling, seed, key, attempt)
    assert 0 <= pause <= ceiling
    assert pause == jittered(ceiling, seed, key, attempt)


@given(results, st.booleans(), st.booleans(), st.integers(1, 6), st.booleans())
def test_every_outcome_of_an_attempt_is_a_move_that_there_is(
    result: SendResult, is_idempotent: bool, can_query: bool, attempts: int, is_doubtful: bool
) -> None:
    rules = Rules(is_idempotent=is_idempotent, can_query=can_query)
    row = OutboxRow(
        request=message("a"),
        state=RowState.CLAIMED,
        due_at=0,
        attempts=attempts,
        is_doubtful=is_doubtful and is_idempotent,
    )
    settlement = after_attempt(row, result, 0, rules)
    assert (settlement.was, settlement.row.state) in MOVES
    if isinstance(result, Unknown):
        assert settlement.row.is_doubtful
        assert settlement.receipts == ()


def test_an_outbox_holds_a_message_once_and_gives_it_out_once() -> None:
    outbox = MemoryOutbox()
    for _ in range(2):
        outbox.add(message("a"))
    first, second = run(outbox.claim("sms", 0, 10)), run(outbox.claim("sms", 0, 10))
    assert ([row.request.key for row in first], list(second)) == (["a"], [])
    run(outbox.settle([Settlement(row=after_attempt(first[0], Accepted(), 0, _ANY).row)]))
    outbox.add(message("a"))
    assert run(outbox.claim("sms", 0, 10)) == []


_ANY = Rules(is_idempotent=False, can_query=False)
