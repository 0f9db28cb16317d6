# A transactional message needs no consent, unless the channel says opt in.
test "nothing given" for bills {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect tag "no push"
  event bill { }
  expect send m by push
  expect tag "no sms bill"
  event care { }
  expect tag "no care"
}

# A statement for one category is for that one.
test "given by category" for cares {
  given user { }
  at 2026-03-02 10:00  event consent.given { channel "push"; category "service" }
  at 2026-03-02 10:01  event go { }
  expect nothing
  expect tag "no push"
  at 2026-03-02 10:02  event care { }
  expect send m by push
  at 2026-03-02 10:03  event consent.given { channel "sms"; category "transactional" }
  at 2026-03-02 10:04  event bill { }
  expect send m by push
  expect send m by sms
  at 2026-03-02 10:05  event consent.withdrawn { channel "push"; category "service" }
  at 2026-03-02 10:06  event care { }
  expect tag "no care"
}
