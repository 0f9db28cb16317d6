"""Writes a large project: 500 campaigns, 20,000 lines, always the same ones, without a mistake.

python -m tests.bench.make_project FOLDER [CAMPAIGNS]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["CAMPAIGNS", "large_file", "make_project", "project_files"]

CAMPAIGNS = 500

_SETTINGS = """\
name: large
timezone: Asia/Shanghai
currency: CNY
lint: {MA110: ignore}
"""

_TOPICS = ("shoes", "books", "garden", "kitchen", "music", "travel", "toys", "sports", "health", "wine")
_LEVELS = ("regular", "silver", "gold", "platinum")

_BASICS = """\
# What is known of customers. The attributes come from the warehouse, once a night.

user {
  name            text
  email           email
  phone           phone
  birthday        date
  city            text
  member_level    one of "regular", "silver", "gold", "platinum" default "regular"
  points          integer default 0
  lifetime_value  money
  last_store      text
  timezone        timezone
}

event page_view      { page text; topic text; seconds number }
event cart_abandoned from "Cart Abandoned"  { cart_id text; value money; topic text }
event order_paid     from "Order Completed" { cart_id text; amount money; topic text }
event signed_up      from "Signed Up"       { source text }
event price_dropped  from "Price Dropped"   { product text; topic text; price money; before money }
event ticket_closed  from "Ticket Closed"   { rating integer; agent text }

channel email { cost 0.002 CNY; needs user.email }
channel sms   { cost 0.05 CNY; needs user.phone }
channel push  { }

limits {
  at most 1 sms per calendar day
  at most 2 push per calendar day
  at most 4 promotional messages in any 7 days
  at most 2 messages from one campaign in any 3 days
  at most 500_000 sms per calendar day in total
}

quiet hours 22:00-08:00 for sms, push else wait up to 24 hours
quiet hours 21:00-07:00 for email else wait up to 24 hours
"""

_CART = """\
# Carts of {topic} that were left behind, from {level} members on.

audience {name}_lookers "Looked at {topic} lately" =
  count(page_view where event.topic = "{topic}", last {days} days) >= {count}
  and user.member_level in ("{level}", "platinum")

message {name}_reminder {{
  push {{
    title "Still thinking it over?"
    body  "{{{{ user.name | default: 'Hello' }}}}, your {topic} are waiting."
    link  "https://shop.example/cart?from={name}"
  }}
  sms {{ text "{{{{ user.name | default: 'Hello' }}}}, your {topic} are waiting. Reply T to stop." }}
}}

campaign {name} "Abandoned carts: {topic}" {{
  owner     "growth@shop.example"
  category  promotional
  priority  {priority}
  enter on  cart_abandoned where event.topic = "{topic}" and event.value >= {amount} CNY
  reenter   after {days} days from end
  exit on   order_paid where event.cart_id = entry.cart_id
  goal      order_paid where event.cart_id = entry.cart_id within 3 days worth event.amount
  holdout   5%

  flow {{
    wait {hours} hours
    send {name}_reminder by push
    wait for push.opened up to {hours} hours {{
      tag add "reads {topic}"
    }} else {{
      if user in {name}_lookers and user.points >= {points} {{
        send {name}_reminder by sms
      }}
    }}
  }}
}}

test "a small cart brings nothing: {name}" for {name} {{
  given user {{ consent push, sms }}
  at 2026-03-02 12:00  event cart_abandoned {{ cart_id "C1"; topic "{topic}"; value 9 CNY }}
  at 2026-03-02 18:00  expect nothing
}}
"""

_PRICE = """\
# A price has dropped on what somebody has looked at.

message {name}_news {{
  email {{
    subject "{{{{ entry.product | default: 'Something you like' }}}} is cheaper now"
    text \"""
      {{{{ user.name | default: 'Hello' }}}}, it was {{{{ entry.before | money | default: 'more' }}}}, and now it is less.

      https://shop.example/{topic}?from={name}

      No more of this: {{{{ unsubscribe_link }}}}
    \"""
  }}
}}

campaign {name} "Cheaper now: {topic}" {{
  owner     "pricing@shop.example"
  category  promotional
  priority  {priority}
  enter on  price_dropped where event.topic = "{topic}" and event.price < event.before * 0.9
  audience  did(page_view where event.topic = "{topic}" and event.seconds > {count}0, last {days} days)
  reenter   after {days} days from start
  goal      order_paid where event.topic = "{topic}" within 7 days worth event.amount
  limit     at most 1 message in any {days} days

  flow {{
    wait until 10:00
    send {name}_news by email
    wait for email.clicked up to 2 days {{
      tag add "hunts for {topic}"
    }} else {{
      tag remove "hunts for {topic}"
    }}
  }}
}}

test "a small drop is no news: {name}" for {name} {{
  given user {{ email "ann@shop.example"; consent email }}
  at 2026-03-02 09:00  event price_dropped {{ topic "{topic}"; price 95 CNY; before 100 CNY }}
  at 2026-03-02 10:00  expect nothing
}}
"""

_WELCOME = """\
# Whoever signs up through partner {number} is welcomed in steps.

message {name}_hello {{
  email {{ subject "Welcome to {topic}"; text "It begins here: https://shop.example/{topic} {{{{ unsubscribe_link }}}}" }}
}}

message {name}_tips {{
  email {{ subject "Three tips on {topic}"; text "https://shop.example/{topic}/tips {{{{ unsubscribe_link }}}}" }}
}}

offer {name}_first {{ face {count} CNY; valid {days} days; at most 1 ever for one user; budget {amount}00 CNY }}

campaign {name} "Welcome by partner {number}" {{
  owner     "partners@shop.example"
  category  promotional
  priority  {priority}
  enter on  signed_up where event.source = "partner {number}"
  exit on   order_paid
  goal      order_paid within 30 days worth event.amount

  flow {{
    sequence {{
      day 0 at 20:00 {{ send {name}_hello by email }}
      day {count} at 10:00 {{ send {name}_tips by email }}
    }}
    split {name}_voucher {{
      50% as none  {{ }}
      50% as offer {{ give {name}_first; send {name}_tips by email }}
    }}
  }}
}}

test "partner {number} brings somebody" for {name} {{
  given user {{ email "ann@shop.example"; consent email }}
  at 2026-03-02 12:00  event signed_up {{ source "partner {number}" }}
  at 2026-03-02 20:00  expect send {name}_hello by email
}}
"""

_LEVEL = """\
# Members of level {level} who have not ordered {topic} for long.

audience {name}_sleepers "No {topic} for {days} weeks" =
  user.member_level = "{level}"
  and never(order_paid where event.topic = "{topic}", last {days} days)
  and sum(order_paid.amount, last 180 days) >= {amount} CNY

message {name}_call {{
  push {{ title "New in {topic}"; body "{{{{ user.name | default: 'Hello' }}}}, come and see." }}
  sms  {{ text "New in {topic}: https://shop.example/{topic} Reply T to stop." }}
}}

campaign {name} "Wake up: {topic} for {level}" {{
  owner        "members@shop.example"
  category     promotional
  priority     {priority}
  enter every  monday, thursday at 10:00 for user in {name}_sleepers
  reenter      after {days} days from start
  exit on      order_paid where event.topic = "{topic}"
  goal         order_paid where event.topic = "{topic}" within {days} days worth event.amount

  flow {{
    if user.lifetime_value default 0 CNY >= {amount} CNY and hour(now) < 12 {{
      send {name}_call by first of push, sms {{
        sent {{ set run.reached = true }}
        blocked {{ set run.reached = false }}
      }}
    }} else if user.points > {points} or user.city is unknown {{
      send {name}_call by push
    }} else {{
      tag add "asleep in {topic}"
    }}
    repeat up to 2 times every {days} days until did(order_paid, since entry) {{
      send {name}_call by push
    }}
  }}
}}
"""

_CHINESE = """\
# language: zh-CN
# 服务评价之后的回访。

内容 {name}_回访 {{
  push {{ title "感谢您的评价"; body "{{{{ user.name | default: '您好' }}}}，我们会继续努力。" }}
  sms  {{ text "【示例商城】感谢您的评价，回T退订" }}
}}

人群 {name}_满意 "给出好评的会员" =
  次数(ticket_closed 其中 事件.rating >= {count}, 近 {days} 天) >= 1
  且 用户.member_level 属于 ("{level}", "platinum")

活动 {name} "服务回访 {number}" {{
  负责人   "service@shop.example"
  类别     promotional
  优先级   {priority}
  进入 于  ticket_closed 其中 事件.agent = "team {number}"
  重入     满 {days} 天 自结束
  退出 于  order_paid
  目标     order_paid 限 14 天 价值 事件.amount

  流程 {{
    等待 {hours} 小时
    如果 用户 属于 {name}_满意 {{
      发送 {name}_回访 经 push
    }} 否则如果 用户.points > {points} {{
      发送 {name}_回访 经 依次 push, sms
    }} 否则 {{
      标签 加 "需要关怀"
    }}
    等事件 push.opened 至多 1 天 {{
      标签 加 "已读回访"
    }} 否则 {{
      等待 1 天
      发送 {name}_回访 经 sms
    }}
  }}
}}

测试 "{name}：当天回访" 对 {name} {{
  假如 用户 {{ points 10_000; 同意 push }}
  在 2026-03-02 10:00  事件 ticket_closed {{ rating 1; agent "team {number}" }}
  再过 {hours} 小时  期望 发送 {name}_回访 经 push
}}
"""

_KINDS = (
    ("cart", _CART),
    ("price", _PRICE),
    ("welcome", _WELCOME),
    ("level", _LEVEL),
    ("service", _CHINESE),
)


def make_project(folder: Path, campaigns: int = CAMPAIGNS) -> int:
    """Write the project; return its number of lines."""
    lines = 0
    for path, text in project_files(campaigns):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        lines += text.count("\n") if path.endswith(".ma") else 0
    return lines


def project_files(campaigns: int = CAMPAIGNS) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file."""
    yield "ma.yaml", _SETTINGS
    yield "basics.ma", _BASICS
    for number in range(campaigns):
        kind, _ = _KINDS[number % len(_KINDS)]
        yield f"campaigns/{kind}/{kind}_{number:03}.ma", _campaign(number)


def large_file(lines: int) -> str:
    """Return one file of at least so many lines: English campaigns, one below the other."""
    texts: list[str] = []
    number = 0
    while sum(text.count("\n") for text in texts) < lines:
        if _KINDS[number % len(_KINDS)][1] is not _CHINESE:
            texts.append(_campaign(number))
        number += 1
    return "\n".join(texts)


def _campaign(number: int) -> str:
    kind, template = _KINDS[number % len(_KINDS)]
    return template.format(
        name=f"{kind}_{number:03}",
        number=number,
        topic=_TOPICS[number // len(_KINDS) % len(_TOPICS)],
        level=_LEVELS[number % len(_LEVELS)],
        days=7 + number % 24,
        hours=2 + number % 5,
        count=2 + number % 4,
        amount=50 + 10 * (number % 30),
        points=100 + 50 * (number % 40),
        priority=10 + number % 80,
    )


if __name__ == "__main__":
    print(make_project(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else CAMPAIGNS), "lines")
