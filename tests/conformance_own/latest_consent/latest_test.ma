# a later statement for one category does not touch the others; a later one for every category replaces them
test "the latest wins, by category" {
  given user { consent push, sms }
  at 2026-03-02 10:00 event consent.withdrawn { channel "push"; category "promotional" }
  event a { }
  expect tag "service push"
  expect blocked m by consent
  expect send m by sms
  expect send m by email
  at 2026-03-02 11:00 event consent.given { channel "push" }
  event a { }
  expect tag "promo push"
  expect send m by push
  expect send m by sms
  expect send m by email
  at 2026-03-02 12:00 event consent.withdrawn { channel "email" }
  event consent.given { channel "email"; category "service" }
  event a { }
  expect send m by push
  expect send m by sms
  expect blocked m by consent
}
test "for this campaign's category" {
  given user { }
  at 2026-03-02 10:00 event b { }
  expect tag "bill push"
  at 2026-03-02 10:30 event consent.given { channel "sms"; category "transactional" }
  event b { }
  expect tag "bill sms"
}
