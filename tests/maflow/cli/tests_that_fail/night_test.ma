# Every test here fails, each in its own way.

test "not sent: it waits for the morning" for greets {
  given user { name "Ann"; timezone "America/New_York"; consent push }
  at 2026-03-02 11:30  event ping { }
  after 1 hour  expect send note by push
}

test "not sent: a limit" for greets {
  given user { consent push }
  given sent note by push at 2026-03-02 07:30
  given sent note by push at 2026-03-02 08:00
  given sent note by push at 2026-03-02 09:00
  at 2026-03-02 10:00  event ping { }
  expect send note by push
}

test "not sent: another text" for greets {
  given user { name "Ann"; consent push }
  at 2026-03-02 10:00  event ping { }
  expect send note by push containing "hello Bob"
}

test "not blocked" for greets {
  given user { phone "+8613800000000"; consent push, sms }
  at 2026-03-02 10:00  event ping { }
  expect send note by push
  after 1 hour  expect blocked note by limits
}

test "not silent" for greets {
  given user ann { consent push }
  given user bob { consent push }
  at 2026-03-02 10:00  event ping by ann { }
  expect nothing
}

test "not silent for one" for greets {
  given user ann { consent push }
  given user bob { }
  at 2026-03-02 10:00  event ping by ann { }
  expect nothing for ann
}

test "sent, and no line expects it" for greets {
  given user ann { phone "+8613800000000"; consent push, sms }
  given user bob { }
  at 2026-03-02 10:00  event ping by ann { }
  expect send note by push for ann
  at 2026-03-02 12:30  expect nothing
}

test "sent at the end, and no line expects it" for greets {
  given user { consent push }
  at 2026-03-02 10:00  event ping { }
}

test "not in an audience" {
  given user { }
  at 2026-03-02 10:00  expect in vips
}

test "in an audience" {
  given user { vip true }
  at 2026-03-02 10:00  expect not in vips
}

test "without a tag" {
  given user { tags "old" }
  at 2026-03-02 10:00  expect tag "keen"
}

test "not waiting" for greets {
  given user { }
  at 2026-03-02 10:00  expect waiting
}

test "waiting elsewhere" for bills {
  given user { consent push }
  at 2026-03-02 10:00  event ping { }
  expect send note by push
  expect waiting
}

test "no goal" for greets {
  given user { consent push }
  at 2026-03-02 10:00  event ping { }
  expect send note by push
  after 1 minute  event view { page "home" }
  expect goal
}

test "no exit" for greets {
  given user { }
  at 2026-03-02 10:00  event ping { }
  expect exit
}

test "no end" for greets {
  given user { }
  at 2026-03-02 10:00  event ping { }
  expect finished
}

test "not refused so" for greets {
  given user { }
  at 2026-03-02 10:00  event ping { }
  after 1 minute  event ping { }
  expect refused by reenter
}

test "a receipt of nothing" for greets {
  given user { }
  at 2026-03-02 10:00  event ping { }
  after 1 minute  receipt push.opened of note
}
