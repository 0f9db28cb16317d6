"""For the tests of channels: the contract that every channel keeps, and an HTTP provider to try it on."""

from __future__ import annotations

from maflow.plugins.testing.contract import BrokenContract, ContractCase, check_channel
from maflow.plugins.testing.http_provider import HttpCall, HttpProvider, HttpReply
from maflow.plugins.testing.provider import FakeProvider, Mode
from maflow.plugins.testing.samples import AWKWARD_TEXT, sample_request

__all__ = [
    "AWKWARD_TEXT",
    "BrokenContract",
    "ContractCase",
    "FakeProvider",
    "HttpCall",
    "HttpProvider",
    "HttpReply",
    "Mode",
    "check_channel",
    "sample_request",
]
