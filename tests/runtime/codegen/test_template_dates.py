"""The filter `date` prints as C's `strftime` does, on every machine."""

from __future__ import annotations

import datetime
import platform

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.runtime.codegen.template_dates import date_filter, format_time
from maflow.runtime.codegen.template_values import Day, Moment, TimeOfDay

DIRECTIVES = st.sampled_from("aAbBcCdDeFgGhHIjklmMnpPrRStTuUVwWxXyY")
FLAGS = st.sampled_from(["", "", "-", "_", "0", "^", "#"])
FORMS = st.lists(
    st.one_of(
        st.builds("%{}{}".format, FLAGS, DIRECTIVES),
        st.sampled_from([" ", "-", "年", "x", "%q", "%z", "%Z", "%%"]),
    ),
    max_size=6,
).map("".join)
# Years of four digits: C pads shorter ones as it likes. Zones as offsets of whole minutes.
MOMENTS = st.datetimes(min_value=datetime.datetime(1000, 1, 1), max_value=datetime.datetime(9990, 12, 31))
ZONES = st.integers(-840, 840).map(lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes)))

NOW = 1_794_398_400_123


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the directives with flags are those of glibc")
@given(moment=MOMENTS, zone=st.none() | ZONES, form=FORMS)
def test_a_form_prints_as_c_prints_it(
    moment: datetime.datetime, zone: datetime.timezone | None, form: str
) -> None:
    moment = moment.replace(tzinfo=zone)
    assert format_time(moment, form) == moment.strftime(form)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("%L", "123"),
        ("%f", "123000"),
        ("%s", "1794398400"),
        ("%Z", "CST"),
        ("%#Z", "cst"),
        ("%z", "+0800"),
        ("%", "%"),
        ("%é %!", "%é %!"),
        ("", ""),
    ],
)
def test_a_form_of_a_moment(form: str, expected: str) -> None:
    assert date_filter(Moment(NOW, "Asia/Shanghai"), form, NOW, "UTC") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("now", "2026-11-11 20:00:00 CST"),
        ("today", "2026-11-11 20:00:00 CST"),
        (1_794_398_400, "2026-11-11 20:00:00 CST"),
        ("1794398400", "2026-11-11 20:00:00 CST"),
        (-1, "1970-01-01 07:59:59 CST"),
        ("2026-11-11", "2026-11-11 00:00:00 "),
        (" 2026-11-11 ", "2026-11-11 00:00:00 "),
        ("2026-11-11 20:00", "2026-11-11 20:00:00 CST"),
        ("2026-11-11T20:00:30", "2026-11-11 20:00:30 CST"),
        ("2026-11-11T20:00:30.5Z", "2026-11-11 20:00:30 UTC"),
        ("2026-11-11 20:00 +08:00", "2026-11-11 20:00:00 UTC+08:00"),
        (Day(20768), "2026-11-11 00:00:00 "),
        (TimeOfDay(72_000_000), "1900-01-01 20:00:00 "),
        # What is no date stays as it is.
        ("soon", "soon"),
        ("2026-13-45", "2026-13-45"),
        ("11/11/2026", "11/11/2026"),
        ("", ""),
        (None, ""),
        (10**20, "100000000000000000000"),
        ("9" * 30, "9" * 30),
    ],
)
def test_what_can_be_a_date(value: object, expected: str) -> None:
    assert date_filter(value, "%F %T %Z", NOW, "Asia/Shanghai") == expected


def test_without_a_form_a_value_prints_as_always() -> None:
    assert date_filter(Moment(NOW, "Asia/Shanghai"), None, NOW, "UTC") == "2026-11-11 20:00"
