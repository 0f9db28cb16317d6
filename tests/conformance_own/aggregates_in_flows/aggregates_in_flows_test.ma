# Before: a/1 on 28 February, b/2 on 1 March 00:00 (the project's first instant of March), a/4 this morning, one without a shop.
# a: two in shop "a". b: "a" and "b" of the last ten days with a price of at least 10 CNY: all three are. c: shop of the profile "b" since March: 2.
# d: the most of today: 4. e: the first one of another shop: 2 (the one without a shop is not known to be of another).
test "before the run" for looks {
  given user { shop "b"; least 10 CNY
    did buy { n 9; price 10 CNY } at 2026-02-27 10:00
    did buy { shop "a"; n 1; price 10 CNY } at 2026-02-28 10:00
    did buy { shop "b"; n 2; price 10.00 CNY } at 2026-03-01 00:00
    did buy { shop "a"; n 4; price 100 CNY } at 2026-03-02 08:00 }
  at 2026-03-02 10:00  event go { shop "a"; n 3 }
  expect send first_look by push containing "2 2 2 4 2"
  at 2026-03-02 12:00  expect send second_look by push containing "- - 0 - 0"
  expect tag "stale"
}

# During the run: a/4 at 10:20, b/6 at 10:40 (cold), a/2 at 11:10, c/8 at 11:10 (cold unknown). The mean of those above 3: (4+6+8)/3 = 6. The last cold one: 6.
# Three shops. The least of another shop: 6. In the last 90 minutes, after 10:30: 6+2+8 = 16. Shop "a" 50 minutes ago. 10:20 then 10:40: within half an hour.
test "during the run" for looks {
  given user { shop "b"; timezone "Asia/Tokyo" }
  at 2026-03-02 10:00  event go { shop "a"; n 3 }
  expect send first_look by push containing "0 0 0 0 0"
  at 2026-03-02 10:20  event buy { shop "a"; n 4; cold false }
  at 2026-03-02 10:40  event buy { shop "b"; n 6; cold true }
  at 2026-03-02 11:10  event buy { shop "a"; n 2; cold false }
  event buy { shop "c"; n 8 }
  at 2026-03-02 12:00  expect send second_look by push containing "6 6 3 6 16"
  expect tag "fresh"
  expect tag "quick"
}

# Exactly 90 minutes old is out of the window; exactly an hour is not less than an hour; no limit given: 1.
test "edges" for looks {
  given user { }
  at 2026-03-02 10:00  event go { shop "a" }
  expect send first_look by push
  at 2026-03-02 10:30  event buy { shop "b"; n 7; cold true }
  at 2026-03-02 11:00  event buy { shop "a"; n 1; cold true }
  at 2026-03-02 12:00  expect send second_look by push containing "7 1 2 7 1"
  expect tag "stale"
  expect not in quickly
}
