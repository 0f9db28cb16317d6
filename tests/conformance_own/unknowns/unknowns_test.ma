test "nothing known" {
  given user { }
  at 2026-03-02 10:00  event v { }
  expect not in b1
  expect not in b2
  expect not in i1
  expect not in i2
  expect not in i3
  expect not in c1
  expect not in c2
  expect not in t1
  expect not in t2
  expect not in v1
  expect not in v2
  expect not in v3
  expect in v4
  expect in e1
  expect in e2
  expect not in e3
  expect in d1
  expect not in s1
  expect in x1
  expect not in w1
  expect not in w2
  expect in n1
  expect in dd
}

test "all known" {
  given user { age 30; city "Rom"; spent 0 CNY; vip false; tags_ ["a", "x"]; born 2026-03-01; seen 2026-03-02 23:59 }
  at 2026-03-02 10:00  event v { vip true }
  expect in b1
  expect not in b2
  expect not in i1
  expect in i2
  expect in i3
  expect in c1
  expect not in c2
  expect in t1
  expect not in t2
  expect not in v1
  expect in v2
  expect in v3
  expect in v4
  expect in e3
  expect not in d1
  expect in s1
  expect not in x1
  expect in w1
  expect in w2
  expect not in n1
  expect not in k1
}
