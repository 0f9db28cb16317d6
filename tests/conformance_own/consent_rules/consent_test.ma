test "no word" for promo {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect blocked m by consent
  expect send m by popup
  expect send m by wecom
  expect blocked m by consent
  expect not in may_push
  expect in may_popup
  expect in may_wecom
  expect not in may_hook
  at 2026-03-02 11:00  event bill { }
  expect send m by push
  expect send m by popup
  expect send m by wecom
  expect blocked m by consent
}

test "yes, and then no" for promo {
  given user { consent push, webhook }
  at 2026-03-02 10:00  event go { }
  expect send m by push
  expect send m by popup
  expect send m by wecom
  expect send m by webhook
  at 2026-03-02 11:00  event consent.withdrawn { channel "push"; category "promotional" }
  event consent.withdrawn { channel "popup"; category "promotional" }
  event consent.withdrawn { channel "wecom"; category "promotional" }
  event consent.withdrawn { channel "webhook"; category "promotional" }
  at 2026-03-02 12:00  event go { }
  expect blocked m by consent
  expect blocked m by consent
  expect send m by wecom
  expect blocked m by consent
  # Only promotional was withdrawn.
  at 2026-03-02 13:00  event bill { }
  expect send m by push
  expect send m by popup
  expect send m by wecom
  expect send m by webhook
}
