"""The tags a template may use: Liquid's own, without those that read other files, and without `liquid`.

Source: https://shopify.github.io/liquid, in the form that python-liquid 2 gives it.
"""

from __future__ import annotations

__all__ = ["FORBIDDEN_TAGS", "INNER_TAGS", "PARTS", "TAGS", "VERBATIM_ENDS"]

TAGS = frozenset(
    "assign break capture case comment continue cycle decrement doc echo for if ifchanged increment raw "
    "tablerow unless #".split()
)
FORBIDDEN_TAGS = frozenset("block extends import include layout liquid macro render section snippet".split())

PARTS = {
    "if": ("elsif", "else", "endif"),
    "unless": ("elsif", "else", "endunless"),
    "case": ("when", "else", "endcase"),
    "for": ("else", "endfor"),
    "tablerow": ("endtablerow",),
    "capture": ("endcapture",),
    "ifchanged": ("endifchanged",),
}
"""The tags that stand inside each block, the one that ends it last."""

INNER_TAGS = frozenset(part for parts in PARTS.values() for part in parts)
VERBATIM_ENDS = ("endraw", "enddoc", "endcomment")
