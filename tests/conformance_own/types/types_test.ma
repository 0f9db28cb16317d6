test "all" for c {
  given user { t "x"; n 1.5; i 2; b true; m 3 CNY; mu 3.00 USD; d 90 minutes; da 2026-03-01; ti 09:30; mo 2026-03-01 10:00; z "Asia/Tokyo"; ph "+8613800000000"; em "a@b.example"; u "https://x.example"; ch "push"; o "b"; l [1, 7] }
  at 2026-03-02 10:00  expect in all
  event e { t "x"; n 1.5; i 2; b true; m 3 CNY; d 1.5 hours; da 2026-03-01; ti 09:30; mo 2026-03-01 18:00 +08:00; z "Asia/Tokyo"; ph "+8613800000000"; em "a@b.example"; u "https://x.example"; ch "push"; o "b"; l ["q"] }
  expect send msg by push
}
