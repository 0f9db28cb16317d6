# Push must be allowed, sms may be sent until it is withdrawn, e-mail must be allowed for bills too.
test "three rules" for asks {
  given user { phone "+8613800000000"; email "a@shop.example" }
  at 2026-03-02 10:00  event go { }
  expect send m by sms
  expect tag "sms only"
  at 2026-03-02 10:10  event bill { }
  expect send m by push
  expect blocked m by consent
  expect tag "no email bill"
  at 2026-03-02 11:00  event consent.given { channel "push"; category "promotional" }
  expect send welcome by push
  at 2026-03-02 11:10  event go { }
  expect send m by push
  expect tag "push"
  at 2026-03-02 12:00  event consent.withdrawn { channel "push"; category "promotional" }
  expect send sorry by sms
  at 2026-03-02 12:10  event consent.withdrawn { channel "sms"; category "promotional" }
  at 2026-03-02 12:20  event go { }
  expect blocked m by consent
  expect tag "nobody"
}
