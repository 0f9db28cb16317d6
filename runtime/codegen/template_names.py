"""What the generated Python of templates refers to, by the names that it uses."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from maflow.runtime.codegen.template_conditions import (
    contains,
    equal,
    is_blank,
    is_empty,
    less,
    less_or_equal,
    part,
    rounds,
    span,
)
from maflow.runtime.codegen.template_dates import date_filter, day_in_form, moment_in_form, time_in_form
from maflow.runtime.codegen.template_errors import FAILURES, render_error
from maflow.runtime.codegen.template_fallback import LiquidTemplate
from maflow.runtime.codegen.template_filters import (
    FILTER_FUNCTIONS,
    LONGEST,
    bounded,
    default,
    escape_html,
    truncate,
)
from maflow.runtime.codegen.template_values import (
    Amount,
    Day,
    Moment,
    Percent,
    Span,
    TimeOfDay,
    day_text,
    moment_text,
    money_text,
    money_text_2,
    number_text,
    percent_text,
    span_text,
    text,
    time_text,
)

__all__ = ["TEMPLATE_NAMES"]

TEMPLATE_NAMES: Mapping[str, object] = MappingProxyType(
    {
        "T_Day": Day,
        "T_FAILURES": FAILURES,
        "T_LONGEST": LONGEST,
        "T_Liquid": LiquidTemplate,
        "T_Moment": Moment,
        "T_Percent": Percent,
        "T_Span": Span,
        "T_TimeOfDay": TimeOfDay,
        "T_amount": Amount.of,
        "T_bounded": bounded,
        "T_contains": contains,
        "T_date": date_filter,
        "T_day": day_text,
        "T_day_in_form": day_in_form,
        "T_default": default,
        "T_duration": span_text,
        "T_equal": equal,
        "T_error": render_error,
        "T_html": escape_html,
        "T_is_blank": is_blank,
        "T_is_empty": is_empty,
        "T_less": less,
        "T_less_or_equal": less_or_equal,
        "T_moment": moment_text,
        "T_moment_in_form": moment_in_form,
        "T_money": money_text,
        "T_money_2": money_text_2,
        "T_number": number_text,
        "T_part": part,
        "T_percent": percent_text,
        "T_range": span,
        "T_rounds": rounds,
        "T_text": text,
        "T_time": time_text,
        "T_time_in_form": time_in_form,
        "T_truncate": truncate,
        **{f"T_f_{name}": function for name, function in FILTER_FUNCTIONS.items()},
    }
)
