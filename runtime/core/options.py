"""What a host may say about a whole run of the engine, beside the program."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

__all__ = ["Options"]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a program is to be run.

    Shape: `arms` forces arms, by `campaign.split` or `split`; `holdout` puts everyone into every
    hold-out (True) or nobody into any (False); None decides by the hash, as always.
    `consent_all`: who has said nothing of a channel consents to it.
    `answers`: the receipts that a world without providers gives for each send at once.
    `hands_on`: what is to leave is an effect too; a world where nothing leaves does without.
    """

    arms: Mapping[str, str] = {}
    holdout: bool | None = None
    consent_all: bool = False
    answers: tuple[str, ...] = ()
    hands_on: bool = True
