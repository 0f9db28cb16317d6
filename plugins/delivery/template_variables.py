"""The values that a provider fills into a template that it keeps."""

from __future__ import annotations

import msgspec

from maflow.plugins.spec import SendRequest

__all__ = ["filled_in"]


def filled_in(request: SendRequest, *, by_number: bool) -> str:
    """Return the variables of a message as a JSON object, under their names or counted from `1`.

    Example:
        >>> from maflow.plugins.testing import sample_request
        >>> message = sample_request("k", "sms", {}, variables={"name": "Ann", "value": "80.00 CNY"})
        >>> filled_in(message, by_number=True)
        '{"1":"Ann","2":"80.00 CNY"}'
    """
    values = dict(request.variables)
    if by_number:
        values = {str(number): text for number, text in enumerate(values.values(), start=1)}
    return msgspec.json.encode(values).decode()
