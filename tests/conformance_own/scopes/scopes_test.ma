# a/push, b/sms: 2 of push and sms. a/push: blocked. b/popup: no push or sms, third of the campaign.
test "several channels together" for promo {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event e1 { }
  expect send a by push
  expect send b by sms
  expect blocked a by limits
  expect send b by popup
  # 3 from the campaign in 2 hours.
  at 2026-03-02 11:30  event e1 { }
  expect blocked a by limits
  expect blocked b by limits
  expect blocked a by limits
  expect blocked b by limits
  # `a` went once in 3 hours, so another campaign may send it once more.
  at 2026-03-02 11:31  event e2 { }
  expect send a by popup
  at 2026-03-02 11:32  event e2 { }
  expect blocked a by limits
}

test "exempt" for served {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event e3 { }
  expect send a by push
  expect send a by push
  expect send a by push
  expect send a by sms
  at 2026-03-02 10:01  event e1 { }
  expect send a by push
  expect send b by sms
  expect blocked a by limits
  expect send b by popup
}

# `news` is not promotional: the first rule does not know it; the third counts both.
test "another category" for newsy {
  given user { phone "+8613800000000" }
  at 2026-03-02 10:00  event e1 { }
  expect send a by push
  expect send b by sms
  expect blocked a by limits
  expect send b by popup
  at 2026-03-02 10:10  event e4 { }
  expect send a by push
  expect blocked a by limits
}
