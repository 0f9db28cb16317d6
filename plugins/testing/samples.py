"""Messages for the tests of channels."""

from __future__ import annotations

from collections.abc import Mapping

from maflow.plugins.spec import SendRequest

__all__ = ["AWKWARD_TEXT", "LONG_TEXT", "sample_request"]

AWKWARD_TEXT = "你好，naïve “Zoë” & <b>co.</b> \\ \"q\" 'a' 50% {x} $1 👩‍👩‍👧 שלום"
"""A text with everything that is lost where letters are not handled with care."""

LONG_TEXT = "The whole of a long text arrives, 一字不差. " * 100


def sample_request(
    key: str,
    kind: str,
    fields: Mapping[str, str],
    *,
    address: str | None = None,
    variables: Mapping[str, str] | None = None,
) -> SendRequest:
    """Return a message for one user, decided at noon on 11 November 2026."""
    return SendRequest(
        key=key,
        project="shop",
        campaign="cart_recovery",
        run="cart_recovery/u1/1",
        node="send.cart_reminder",
        message="cart_reminder",
        channel=kind,
        kind=kind,
        category="promotional",
        user_id="u1",
        at=1_794_398_400_000,
        address=address,
        fields=fields,
        variables=variables or {},
    )
