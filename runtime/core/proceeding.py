"""Runs go on: from node to node, until they rest or end.

Sends and the waits that most runs come to are done here, all other nodes by a generated function of their own
(benchmark: test_journey).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maflow.runtime.core.code import NodeCode
from maflow.runtime.core.matching import heard_already
from maflow.runtime.core.receipts import time_out
from maflow.runtime.core.running import REST, finish_run, rest
from maflow.runtime.core.sending import decide_send
from maflow.runtime.core.state import Run, User
from maflow.runtime.program.flow import END

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["proceed", "resume"]


def proceed(engine: Engine, user: User, run: Run, node: int) -> None:
    """Let a run go on from a node, as far as it goes."""
    nodes = engine.code.campaigns[run.campaign].nodes
    trace = engine.trace
    while node >= 0:
        if trace is not None:
            trace(run.campaign, run.node, node)
        run.node = node
        run.timer = 0
        step = nodes[node]
        send = step.send
        if send is not None:
            run.since = engine.now
            node = decide_send(engine, user, run, send)
        elif step.enter is not None:
            node = step.enter(engine, user, run)
        else:
            node = _wait(engine, user, run, step)
    if node == END:
        if trace is not None:
            trace(run.campaign, run.node, END)
        finish_run(engine, user, run)


def _wait(engine: Engine, user: User, run: Run, step: NodeCode) -> int:
    """Rest for some time, or listen so long; what `since entry` has been heard already is no wait."""
    if step.wait is not None and run.log:
        node = heard_already(engine, user, run, step.wait, run.log)
        if node is not None:
            return node
    return rest(engine, user, run, engine.now + step.elapsed_ms, step.next, step.elapsed_ms)


def resume(engine: Engine, user: User, run: Run) -> None:
    """Let a run go on whose timer has fired."""
    run.timer = 0
    step = engine.code.campaigns[run.campaign].nodes[run.node]
    send = step.send
    if send is not None:
        node = decide_send(engine, user, run, send) if run.awaits is None else time_out(engine, user, run)
    else:
        node = step.next if step.resume is None else step.resume(engine, user, run)
    if node != REST:
        proceed(engine, user, run, node)
