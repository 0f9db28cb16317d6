# In the inner block `event` is the second, behind it again the first.
test "inner and outer" for nested {
  given user { }
  at 2026-03-02 10:00  event go { code "x" }
  at 2026-03-02 10:10  event first_one { code "f"; n 2 }
  at 2026-03-02 10:20  event second_one { code "x" }
  expect send m by push containing "x"
  expect tag "x"
  expect tag "many"
}

test "the inner wait ends" for nested {
  given user { }
  at 2026-03-02 10:00  event go { code "y" }
  at 2026-03-02 10:10  event first_one { n 2 }
  at 2026-03-02 10:20  event second_one { code "x" }
  at 2026-03-02 11:10  expect send m by push containing "no second of many"
  expect tag "many"
}

test "neither" for nested {
  given user { }
  at 2026-03-02 10:00  event go { code "y" }
  at 2026-03-03 10:00  expect send m by push containing "none at all"
}
