test "tags" for e {
  given user { age 17; tags "x" }
  at 2026-03-02 10:00  event go { }
  expect tag "vip"
  expect tag "x"
  expect nothing
  at 2026-03-02 11:00  set { age 18 }
  expect tag "adult"
  expect send m by push
  at 2026-03-02 11:30  event off { }
  expect not in v
  at 2026-03-02 12:00  expect nothing
  at 2026-03-02 12:30  event go { }
  expect send m by push
  at 2026-03-02 13:30  expect send m by push
}
