test "all known" for c {
  given user { age 18; consent push }
  at 2026-03-02 10:00  event go { k "b"; n 3 }
  expect in t1
  expect in t2
  expect in t5
  expect not in t6
  expect in t7
  expect in t8
  expect in t11
  expect in t13
  at 2026-03-02 10:20  event v { }
  expect in t15
  expect finished
}

test "all unknown" for c {
  given user { tags "x" }
  at 2026-03-02 10:00  event go { }
  expect not in t1
  expect tag "2"
  expect not in t2
  expect tag "4"
  expect not in t5
  expect in t9
  expect not in t11
  at 2026-03-02 11:00  expect in t16
  expect finished
}
