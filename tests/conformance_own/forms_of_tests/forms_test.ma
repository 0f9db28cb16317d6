test "every kind of attribute" {
  given user { name "Ann"; age 30; level "b"; vip true; born 1990-01-02; due 2026-05-05 10:00; alarm 07:30; lasting 2 hours; money 12.50 CNY; rate 0.5; hobbies ["chess", "go"]; fav "sms"; site "https://a.example/"; mail "a@example.com"; phone "+8613800000000"; tags "vip", "old"; consent push, sms }
  at 2026-03-02 10:00 expect in full
  expect in tagged
  set { age 31 }
  expect not in full
  expect tag "vip"
}
# history starts nothing and ends nothing but counts
test "history" for c {
  given user { consent push; did view { page "home" } at 2026-03-01 10:00; did view { page "home" } at 2026-03-01 12:00; did go { note "x" } at 2026-03-01 13:00 }
  arm s = left
  at 2026-03-02 09:59 expect in viewer
  expect nothing
  expect tag "keen"
  at 2026-03-02 10:00 event go { note "y" }
  expect send m by push containing "Hello you"
  expect waiting
  after 30 minutes expect waiting
  after 30 minutes expect tag "done"
  expect finished
  at 2026-03-08 09:59:59 expect in viewer
  at 2026-03-08 10:00 expect not in viewer
}
test "forced right" for c {
  given user { phone "+8613800000000"; consent push, sms }
  arm s = right
  at 2026-03-02 10:00 event go { value 1 CNY }
  expect send m by sms
  after 5 minutes set { vip false }
  expect exit
}
test "forced for one and goal" for c {
  given user ann { phone "+8613800000000"; consent push, sms }
  given user bob { consent push }
  arm s = left
  at 2026-03-02 10:00 event go by ann { value 1 CNY }
  expect send m by push for ann
  event go by bob { value 1 CNY }
  expect send m by push for bob
  after 1 day event paid by ann { amount 9.99 CNY }
  event paid by bob { amount 10 CNY }
  expect goal for bob
  expect nothing
}
test "call and receipt" for called {
  given user ann { consent push }
  given user bob { consent push }
  at 2026-03-02 10:00 call called for ann
  expect send m by push for ann
  expect waiting for ann
  expect nothing for bob
  at 2026-03-02 10:30 receipt push.opened of m for ann
  expect tag "read" for ann
  expect finished for ann
  at 2026-03-02 11:00 call called for bob
  expect send m by push for bob
  at 2026-03-02 13:00 expect tag "unread" for bob
}
test "refused" for called {
  given user { consent push }
  at 2026-03-02 10:00 call called
  expect send m by push
  after 1 hour call called
  expect refused by running
}
# to the second
test "half a second" for called {
  given user { consent push }
  at 2026-03-02 10:00:30 call called
  at 2026-03-02 10:00:30 expect send m by push
  at 2026-03-02 12:00:29 expect waiting
  at 2026-03-02 12:00:30 expect finished
}
test "others allowed" for called {
  given user { consent push }
  other sends allowed
  at 2026-03-02 10:00 call called
  at 2026-03-02 12:00 expect finished
}
