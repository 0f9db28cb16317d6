# 10:00 push, 10:10 wecom, 10:20 popup. 10:30: push 14:00, wecom 13:10, popup 13:20: at 13:10 all are asked from the first: push is still full, wecom is sent.
test "one after the other" for c {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect send m by push
  at 2026-03-02 10:10  event go { }
  expect send m by wecom
  at 2026-03-02 10:20  event go { }
  expect send m by popup
  at 2026-03-02 10:30  event go { }
  expect waiting
  at 2026-03-02 13:10  expect send m by wecom
}

# Both full, released together at 13:00: the order written.
test "together" for c {
  given user { }
  given sent m by push at 2026-03-02 09:00
  given sent m by popup at 2026-03-02 10:00
  given sent m by wecom at 2026-03-02 10:00
  at 2026-03-02 10:30  event go { }
  at 2026-03-02 13:00  expect send m by push
}
