# `40%` is 0.4, one of the forms of a number.
test "compared" {
  given user { discount 0.4 }
  at 2026-03-02 10:00  expect in bargain_hunters
  expect in in_range
  expect not in one_of
  expect in more
  expect in quarter
  expect in minus
  set { discount 0.2 }
  expect not in bargain_hunters
  expect in one_of
  set { discount 0.3999 }
  expect not in bargain_hunters
}

# Two of three is more than a half; one of two is not; nothing of nothing is unknown.
test "a share of what was sent" {
  given user { }
  at 2026-03-02 10:00  expect not in readers
  event got { }
  event got { }
  event opened { }
  expect not in readers
  event opened { }
  expect in readers
}

# 100 at 40% off is 60.
test "by events" for sales {
  given user { }
  at 2026-03-02 10:00  event sale { off 0.19; price 100 CNY }
  expect nothing
  at 2026-03-02 11:00  event sale { off 0.2; price 100 CNY }
  expect send m by push containing "off 20"
  at 2026-03-02 12:00  event sale { off 0.7; price 0 CNY }
  expect send m by push
  expect in net
  set { discount 0.71 }
  expect not in net
}
