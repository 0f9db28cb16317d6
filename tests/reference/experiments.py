"""Arms and hold-outs (language reference, section 10)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256

from maflow.dsl import ast
from maflow.runtime.core.options import Options
from tests.reference.declared import CampaignFacts, Declared

__all__ = ["arm_of", "bucket", "is_held_out"]

_BUCKETS = 10_000


def bucket(salt: str, name: str, user_id: str) -> int:
    """Return where a user falls among 10,000."""
    digest = sha256(f"{salt}\0{name}\0{user_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % _BUCKETS


def arm_of(
    split: ast.Split, campaign: str, user_id: str, forced: Mapping[str, str], project: str
) -> ast.PercentArm:
    """Return the arm of a user: the forced one, else the one whose range the bucket lies in."""
    name = forced.get(f"{campaign}.{split.name.text}", forced.get(split.name.text))
    for arm in split.arms:
        if arm.name.text == name:
            return arm
    salt = split.salt.value if split.salt else project
    place = bucket(salt, f"{campaign}.{split.name.text}", user_id)
    end = 0
    for arm in split.arms:
        end += _width(arm.share)
        if place < end:
            return arm
    raise AssertionError("the shares of a checked split add up to 100%")


def is_held_out(campaign: CampaignFacts, user_id: str, declared: Declared, options: Options) -> bool:
    """Tell whether a user gets no messages of a campaign, by the global hold-out or its own."""
    if declared.exempt_from(campaign.category, ast.Exemption.HOLDOUT):
        return False
    holdouts = (("holdout", declared.holdout), (f"{campaign.name}.holdout", campaign.holdout))
    return any(
        _is_inside(holdout, name, user_id, declared.settings.name, options)
        for name, holdout in holdouts
        if holdout is not None
    )


def _is_inside(
    holdout: ast.Holdout | ast.HoldoutClause, name: str, user_id: str, project: str, options: Options
) -> bool:
    if options.holdout is not None:
        return options.holdout
    salt = holdout.salt.value if holdout.salt else project
    return bucket(salt, name, user_id) < _width(holdout.share)


def _width(share: ast.PercentLiteral) -> int:
    return int(Decimal(share.text.replace("_", "")) * (_BUCKETS // 100))
