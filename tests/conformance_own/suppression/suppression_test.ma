test "complained" for promo {
  given user { email "a@b.example" }
  at 2026-03-02 10:00  event go { }
  expect send m by email
  expect send m by push
  at 2026-03-02 10:10  receipt email.complained of m
  event go { }
  expect blocked m by suppressed
  expect send m by push
  event bill { }
  expect send m by email
}

test "bounced, and another address" for promo {
  given user { email "a@b.example" }
  at 2026-03-02 10:00  event go { }
  expect send m by email
  expect send m by push
  at 2026-03-02 10:10  receipt email.bounced of m
  event bill { }
  expect blocked m by suppressed
  at 2026-03-02 10:20  set { email "c@d.example" }
  event bill { }
  expect send m by email
  at 2026-03-02 10:30  set { email "a@b.example" }
  event go { }
  expect blocked m by suppressed
  expect send m by push
}

# The address exists, but there is none: consent (4) before address (5), suppression (3) before both.
test "the order of guards" for promo {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect blocked m by address
  expect send m by push
  at 2026-03-02 10:10  event consent.withdrawn { channel "email"; category "promotional" }
  event go { }
  expect blocked m by consent
  expect send m by push
}
