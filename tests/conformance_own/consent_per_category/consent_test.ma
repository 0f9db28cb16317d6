# nobody said anything: promotional messages need opt in by default, `opt out` and `none` do not ask; transactional needs none unless the channel says opt in
test "nothing said" {
  given user { }
  at 2026-03-02 10:00 event a { }
  expect blocked m by consent
  expect send m by email
  expect send m by popup
  at 2026-03-02 11:00 event c { }
  expect send m by push
  expect blocked m by consent
  expect send m by email
  expect send m by popup
}
# consent for one category only
test "for promotional only" {
  given user { }
  at 2026-03-02 09:00 event consent.given { channel "sms"; category "promotional" }
  at 2026-03-02 10:00 event a { }
  expect blocked m by consent
  expect send m by sms
  expect send m by email
  expect send m by popup
  expect in smsable
  at 2026-03-02 11:00 event c { }
  expect send m by push
  expect blocked m by consent
  expect send m by email
  expect send m by popup
}
# withdrawn for one category, of a channel that is opt out
test "withdrawn" {
  given user { consent push, sms, email, popup }
  at 2026-03-02 09:00 event consent.withdrawn { channel "email"; category "promotional" }
  event consent.withdrawn { channel "popup"; category "promotional" }
  event consent.withdrawn { channel "sms" }
  at 2026-03-02 10:00 event a { }
  expect send m by push
  expect blocked m by consent
  expect send m by popup
  expect not in smsable
  at 2026-03-02 11:00 event b { }
  expect send m by push
  expect blocked m by consent
  expect send m by email
  expect send m by popup
  at 2026-03-02 12:00 event c { }
  expect send m by push
  expect blocked m by consent
  expect send m by email
  expect send m by popup
}
