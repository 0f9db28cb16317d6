"""The contract of channels, as a list of laws that are tried one after the other.

    asyncio.run(check_channel(ContractCase(…)))

Every built-in channel is held to it. A law that does not apply, because the plugin does not declare what
it is about or the provider cannot play it, is left out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import msgspec

from maflow.plugins.errors import ConfigError
from maflow.plugins.opening import ChannelSetup, open_channel
from maflow.plugins.spec import (
    Accepted,
    CallbackRequest,
    Channel,
    ChannelPlugin,
    Failed,
    QueriesStatus,
    SendRequest,
    SendResult,
    StatusQuery,
    TakesCallbacks,
    Unavailable,
    Unknown,
)
from maflow.plugins.testing.provider import FakeProvider, Mode
from maflow.plugins.testing.samples import AWKWARD_TEXT, LONG_TEXT

__all__ = ["BrokenContract", "ContractCase", "check_channel"]

_PROJECT = "shop"
_MANY = 12
_REFUSED = 400
# How long a delivery is left alone before it is broken off.
_MOMENT_S = 0.05
_LONGEST_S = 30.0


class BrokenContract(AssertionError):
    """A channel breaks laws of the contract, each of which is told on a line of its own."""


class ContractCase(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin, how it is set up for the test, a message it can deliver, and the provider it is tried on.

    Shape: `settings` as in `ma.yaml`, with a time-out of well below a second where there is one;
    `environment` holds the variables they name; `text_field` is the field of the message that a person
    reads, whose words `provider.deliveries()` gives back.
    """

    plugin: ChannelPlugin
    settings: Mapping[str, object]
    environment: Mapping[str, str] = {}
    request: SendRequest
    text_field: str
    provider: FakeProvider
    folder: Path = Path()

    def open(
        self, settings: Mapping[str, object] | None = None, environment: Mapping[str, str] | None = None
    ) -> Channel:
        """Open the channel, as a host does."""
        setup = ChannelSetup(
            project=_PROJECT,
            channel=self.request.channel,
            kind=self.request.kind,
            settings=self.settings if settings is None else settings,
        )
        variables = self.environment if environment is None else environment
        return open_channel(self.plugin, setup, variables, self.folder)

    def message(self, key: str, text: str | None = None) -> SendRequest:
        """Return the message under another key, with another text."""
        words = key if text is None else text
        fields = {**self.request.fields, self.text_field: words}
        variables = dict.fromkeys(self.request.variables, words)
        return msgspec.structs.replace(self.request, key=key, fields=fields, variables=variables)


async def check_channel(case: ContractCase) -> tuple[str, ...]:
    """Try every law on a channel.

    Shape: the names of the laws that were tried.
    Raises: BrokenContract with every law that does not hold.
    """
    tried, broken = [], []
    for law in _LAWS:
        await case.provider.switch(Mode.ACCEPTS)
        task = asyncio.ensure_future(_hold(law, case))
        await asyncio.wait({task}, timeout=_LONGEST_S)
        task.cancel()
        await asyncio.wait({task})
        # Whatever a channel raises is told as a breach, with its kind: nothing may escape.
        error = TimeoutError("it did not end") if task.cancelled() else task.exception()
        name = law.__name__.removeprefix("_").replace("_", " ")
        if isinstance(error, _LeftOut):
            continue
        tried.append(name)
        if error is not None:
            broken.append(f"{name}: {_told(error, case)}")
    if broken:
        raise BrokenContract("\n".join(broken))
    return tuple(tried)


Law = Callable[[ContractCase], Awaitable[None]]


class _LeftOut(Exception):
    """A law that does not apply."""


async def _hold(law: Law, case: ContractCase) -> None:
    await law(case)


def _told(error: BaseException, case: ContractCase) -> str:
    text = str(error) if isinstance(error, AssertionError) else f"{type(error).__name__} escapes: {error}"
    for secret in case.environment.values():
        text = text.replace(secret, "***")
    return text


async def _settings_are_checked(case: ContractCase) -> None:
    await case.open().close()
    required = [spec.name for spec in case.plugin.settings if spec.required]
    for name in required:
        rest = {key: value for key, value in case.settings.items() if key != name}
        _expect_refusal(case, rest, f"it opens without `{name}`")
    _expect_refusal(
        case, {**case.settings, "no_such_setting": 1}, "it opens with a setting that it does not have"
    )


async def _unset_variables_are_told_when_it_is_opened(case: ContractCase) -> None:
    _needs(bool(case.environment))
    for name in case.environment:
        rest = {key: value for key, value in case.environment.items() if key != name}
        try:
            channel = case.open(environment=rest)
        except ConfigError as error:
            _require(name in str(error.arguments), f"the error does not name the variable {name}")
        else:
            await channel.close()
            _require(False, f"it opens without the variable {name}")


async def _it_has_what_it_declares(case: ContractCase) -> None:
    channel = case.open()
    _require(
        isinstance(channel, QueriesStatus) == case.plugin.can_query_status,
        "`can_query_status` and the method `query_status` do not agree",
    )
    _require(
        isinstance(channel, TakesCallbacks) == case.plugin.can_take_callbacks,
        "`can_take_callbacks` and the method `take_callback` do not agree",
    )
    _require(case.plugin.concurrency > 0, "`concurrency` must be at least 1")
    await channel.close()


async def _a_message_arrives(case: ContractCase) -> None:
    arrived = await _delivered(case, [case.message("k-plain", "plain words")])
    _require(arrived == 1, f"it arrived {arrived} times")
    _require("plain words" in case.provider.deliveries()[-1], "its words did not arrive")


async def _letters_of_all_kinds_survive(case: ContractCase) -> None:
    await _delivered(case, [case.message("k-awkward", AWKWARD_TEXT)])
    _require(AWKWARD_TEXT in case.provider.deliveries()[-1], f"this did not arrive as it was: {AWKWARD_TEXT}")


async def _long_texts_survive(case: ContractCase) -> None:
    await _delivered(case, [case.message("k-long", LONG_TEXT)])
    _require(
        LONG_TEXT.strip() in case.provider.deliveries()[-1], "a text of 4,000 letters did not arrive whole"
    )


async def _several_at_once_arrive_once_each(case: ContractCase) -> None:
    arrived = await _delivered(case, [case.message(f"k-many-{number}") for number in range(_MANY)])
    _require(arrived == _MANY, f"of {_MANY} messages {arrived} arrived")


async def _the_same_key_twice_arrives_once(case: ContractCase) -> None:
    _needs(case.plugin.is_idempotent)
    arrived = await _delivered(case, [case.message("k-twice")] * 2)
    _require(arrived == 1, f"it arrived {arrived} times")


async def _the_same_key_arrives_once_over_a_restart(case: ContractCase) -> None:
    # What only shows messages to a person may forget them.
    _needs(case.plugin.is_idempotent and bool(case.plugin.settings))
    message = case.message("k-restart")
    arrived = await _delivered(case, [message]) + await _delivered(case, [message])
    _require(arrived == 1, f"it arrived {arrived} times")


async def _a_refusal_is_a_result(case: ContractCase) -> None:
    result = await _result_in(case, Mode.REFUSES)
    _require(isinstance(result, Failed), f"what the provider refuses must be Failed, and is {result!r}")


async def _a_provider_that_is_down_costs_no_message(case: ContractCase) -> None:
    result = await _result_in(case, Mode.DOWN)
    is_safe = isinstance(result, Unavailable) or (isinstance(result, Failed) and not result.is_permanent)
    _require(is_safe, f"it must be Unavailable, and is {result!r}")


async def _silence_leaves_the_outcome_open(case: ContractCase) -> None:
    result = await _result_in(case, Mode.SILENT)
    if not case.plugin.is_idempotent:
        _require(isinstance(result, Unknown), f"a time-out must be Unknown, and is {result!r}")
    is_final = isinstance(result, Accepted) or (isinstance(result, Failed) and result.is_permanent)
    _require(not is_final, f"a time-out must be open to another attempt, and is {result!r}")


async def _nonsense_is_never_acceptance(case: ContractCase) -> None:
    result = await _result_in(case, Mode.GARBLED)
    _require(not isinstance(result, Accepted), "it takes nonsense for an acceptance")


async def _it_works_again_after_trouble(case: ContractCase) -> None:
    channel = case.open()
    for mode in _modes(case):
        await case.provider.switch(mode)
        _declared(await channel.deliver(case.message(f"k-trouble-{mode.value}")))
        await case.provider.switch(Mode.ACCEPTS)
        result = await channel.deliver(case.message(f"k-after-{mode.value}"))
        _require(isinstance(result, Accepted), f"after `{mode.value}` it does not recover: {result!r}")
    await channel.close()


async def _a_delivery_may_be_broken_off(case: ContractCase) -> None:
    _needs(Mode.SILENT in case.provider.modes)
    channel = case.open()
    await case.provider.switch(Mode.SILENT)
    task = asyncio.ensure_future(channel.deliver(case.message("k-broken-off")))
    await asyncio.wait({task}, timeout=_MOMENT_S)
    task.cancel()
    await asyncio.wait({task})
    await case.provider.switch(Mode.ACCEPTS)
    result = await channel.deliver(case.message("k-after-break"))
    _require(isinstance(result, Accepted), f"afterwards it does not work: {result!r}")
    await channel.close()


async def _closing_twice_is_fine(case: ContractCase) -> None:
    channel = case.open()
    _declared(await channel.deliver(case.message("k-close")))
    await channel.close()
    await channel.close()


async def _secrets_are_never_told(case: ContractCase) -> None:
    names = [spec.name for spec in case.plugin.settings if spec.secret and spec.name in case.settings]
    _needs(bool(names))
    channel = case.open()
    texts = [repr(channel), str(channel)]
    for mode in _modes(case):
        await case.provider.switch(mode)
        texts.append(repr(await channel.deliver(case.message(f"k-secret-{mode.value}"))))
    await channel.close()
    for secret in case.environment.values():
        _require(all(secret not in text for text in texts), "a secret stands in a result or in `repr`")


async def _the_status_can_be_asked_for(case: ContractCase) -> None:
    _needs(case.plugin.can_query_status)
    channel = case.open()
    assert isinstance(channel, QueriesStatus)
    query = StatusQuery(request=case.message("k-never-sent"), attempted_at=case.request.at)
    for mode in _modes(case):
        await case.provider.switch(mode)
        answer = await channel.query_status(query)
        if answer is not None:
            _declared(answer)
    await channel.close()


async def _callbacks_that_are_not_signed_are_refused(case: ContractCase) -> None:
    _needs(case.plugin.can_take_callbacks)
    channel = case.open()
    assert isinstance(channel, TakesCallbacks)
    for body in (b"", b"{}", b"[]", b"\xff\x00", b"a=b&MessageStatus=delivered"):
        reply = channel.take_callback(CallbackRequest(method="POST", body=body))
        is_refused = reply.status >= _REFUSED and not reply.notices
        _require(is_refused, f"it takes {body!r} without a signature")
    await channel.close()


_LAWS: tuple[Law, ...] = (
    _settings_are_checked,
    _unset_variables_are_told_when_it_is_opened,
    _it_has_what_it_declares,
    _a_message_arrives,
    _letters_of_all_kinds_survive,
    _long_texts_survive,
    _several_at_once_arrive_once_each,
    _the_same_key_twice_arrives_once,
    _the_same_key_arrives_once_over_a_restart,
    _a_refusal_is_a_result,
    _a_provider_that_is_down_costs_no_message,
    _silence_leaves_the_outcome_open,
    _nonsense_is_never_acceptance,
    _it_works_again_after_trouble,
    _a_delivery_may_be_broken_off,
    _closing_twice_is_fine,
    _secrets_are_never_told,
    _the_status_can_be_asked_for,
    _callbacks_that_are_not_signed_are_refused,
)


async def _delivered(case: ContractCase, messages: list[SendRequest]) -> int:
    """Deliver messages side by side and return how many arrived; all must be accepted."""
    before = len(case.provider.deliveries())
    channel = case.open()
    results = await asyncio.gather(*map(channel.deliver, messages))
    await channel.close()
    for result in results:
        _require(isinstance(_declared(result), Accepted), f"it must be Accepted, and is {result!r}")
    return len(case.provider.deliveries()) - before


def _modes(case: ContractCase) -> list[Mode]:
    return [mode for mode in Mode if mode in case.provider.modes]


async def _result_in(case: ContractCase, mode: Mode) -> SendResult:
    _needs(mode in case.provider.modes)
    channel = case.open()
    await case.provider.switch(mode)
    result = await channel.deliver(case.message(f"k-{mode.value}"))
    await case.provider.switch(Mode.ACCEPTS)
    await channel.close()
    return _declared(result)


def _declared(result: object) -> SendResult:
    if isinstance(result, Accepted | Failed | Unavailable | Unknown):
        return result
    raise AssertionError(f"{result!r} is none of the declared results")


def _expect_refusal(case: ContractCase, settings: Mapping[str, object], otherwise: str) -> None:
    try:
        case.open(settings)
    except ConfigError:
        return
    raise AssertionError(otherwise)


def _needs(condition: bool) -> None:
    if not condition:
        raise _LeftOut


def _require(condition: bool, otherwise: str) -> None:
    if not condition:
        raise AssertionError(otherwise)
