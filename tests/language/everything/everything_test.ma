test "every line of a test" for everything {
  given user ann { name "Ann"; age 30; spent 5.50 CNY; birthday 1990-05-12; is_member true; patience 2 hours; alarm 09:00
    consent push, sms; tags "a", "b"; interests ["sailing", "cats"]; weight -1.5
    did page_view { page "home" } at 2026-11-01 10:00; did push.opened { } at 2026-11-01 10:00:30 }
  given user bob { interests "tea", "go" }
  given sent letter by sms at 2026-11-01 10:00 for ann
  given budget everything used 5 CNY
  given offer ten_off used 3
  arm look = red
  arm everything.letters = men
  arm holdout = in
  at 2026-11-10 20:30  event cart by ann { cart_id "C1"; value 80 CNY; id "e1"; time 2026-11-10 20:29 }
  after 2 hours  event page_view by bob { page "x" }
  set ann { level "gold" }
  receipt push.opened of letter for ann
  call by_call for bob
  at 2026-11-11 00:00  expect send letter by push containing "Ann" for ann
  expect blocked letter by limits for ann
  expect nothing for bob
  expect nothing
  expect in adults for ann
  expect not in adults for bob
  expect goal for ann
  expect exit for ann
  expect finished for ann
  expect waiting for ann
  expect refused by reenter for ann
  expect tag "reader" for ann
  expect gave ten_off for ann
  expect stage lifecycle = growing for ann
  expect score lead = 35 for ann
  other sends allowed
}
