test "two hours exactly, and the window" {
  given user { }
  at 2026-03-02 10:00:00  event v { page "cart" }
  at 2026-03-02 12:00:00  event p { amount 5.01 CNY }
  expect in quick
  at 2026-03-03 09:59:59  expect in quick
  at 2026-03-03 10:00:00  expect not in quick
}

test "a second more" {
  given user { }
  at 2026-03-02 10:00:00  event v { page "cart" }
  at 2026-03-02 12:00:01  event p { amount 6 CNY }
  expect not in quick
}

test "the nearest cart counts" {
  given user { }
  at 2026-03-02 08:00:00  event v { page "cart" }
  at 2026-03-02 10:30:00  event v { page "cart" }
  at 2026-03-02 12:00:00  event p { amount 6 CNY }
  expect in quick
}

test "the wrong order" {
  given user { }
  at 2026-03-02 10:00:00  event p { amount 6 CNY }
  event v { page "cart" }
  expect not in quick
}

test "one view is not two" {
  given user { }
  at 2026-03-02 10:00:00  event v { page "a" }
  expect not in twice
  expect not in again
  at 2026-03-02 10:00:00  event v { page "a" }
  expect in twice
  expect in again
}

test "an hour and a second" {
  given user { }
  at 2026-03-02 10:00:00  event v { page "a" }
  at 2026-03-02 11:00:01  event v { page "b" }
  expect not in twice
  at 2026-03-02 12:00:01  event v { page "c" }
  expect in twice
  expect not in again
}
