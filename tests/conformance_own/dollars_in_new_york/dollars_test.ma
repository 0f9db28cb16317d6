test "dollars" {
  given user { timezone "Asia/Tokyo" }
  at 2026-03-03 09:00 event buy { total 10.10 USD }
  expect send m by push
  event buy { total 20.20 USD; foreign 9.99 EUR }
  expect send m by push containing "20.20 USD"
  event buy { total 0 USD; foreign 10 EUR }
  expect send m by sms
  expect in spent
  # Monday 09:00 in New York
  at 2026-03-09 09:00 expect send m by sms
}
