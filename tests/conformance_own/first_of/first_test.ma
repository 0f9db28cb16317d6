test "by day the first that may" for c {
  given user { phone "+8613800000000"; email "a@b.example"; consent sms, email }
  at 2026-03-02 12:00  event go { }
  expect send m by sms
}

test "by night the one released earliest" for c {
  given user { phone "+8613800000000"; email "a@b.example"; consent push, sms, email }
  at 2026-03-02 23:00  event go { }
  expect waiting
  at 2026-03-03 06:00  expect nothing
  at 2026-03-03 07:00  expect send m by sms
}

test "all asked again at release" for c {
  given user { phone "+8613800000000"; email "a@b.example"; consent push, sms, email }
  at 2026-03-02 23:00  event go { }
  at 2026-03-03 06:30  event consent.withdrawn { channel "sms"; category "promotional" }
  at 2026-03-03 07:00  expect send m by email
}

test "none" for c {
  given user { phone "+8613800000000" }
  at 2026-03-02 12:00  event go { }
  expect blocked m by consent
  expect blocked m by consent
  expect blocked m by consent
  expect tag "none"
}
