test "gold, old, tea" for tree {
  given user { level "gold"; age 60; likes ["tea", "cake"] }
  at 2026-03-02 10:00  event go { }
  expect send result by push containing "gold old tea"
}

test "gold, old, likes unknown" for tree {
  given user { level "gold"; age 61 }
  at 2026-03-02 10:00  event go { }
  expect send result by push containing "gold old"
}

test "gold, no age" for tree {
  given user { level "gold"; likes ["tea"] }
  at 2026-03-02 10:00  event go { }
  expect send result by push containing "gold ageless"
}

# `not (unknown = "web")` is unknown and not taken; n unknown: neither arm; no `else`: the flow goes on as it was.
test "gold and young" for tree {
  given user { level "gold"; age 30 }
  at 2026-03-02 10:00  event go { }
  expect send result by push containing "start"
  at 2026-03-02 10:01  event go { source "app" }
  expect send result by push containing "gold young other"
  at 2026-03-02 10:02  event go { source "web"; n 3 }
  expect send result by push containing "gold young web few"
  at 2026-03-02 10:03  event go { source "web"; n 4 }
  expect send result by push containing "gold young web many"
  at 2026-03-02 10:04  event go { source "web" }
  expect send result by push containing "start"
}

test "silver by money or by name" for tree {
  given user ann { spend 1_000.01 CNY }
  given user bob { level "silver" }
  arm half = right
  at 2026-03-02 10:00  event go by ann { }
  expect send result by push containing "silver right" for ann
  at 2026-03-02 10:00  event go by bob { }
  expect send result by push containing "silver right" for bob
}

# An empty block does nothing.
test "nothing in the block" for tree {
  given user { spend 1_000 CNY }
  at 2026-03-02 10:00  event go { source "x" }
  expect send result by push containing "start"
  at 2026-03-02 10:01  event go { source "" }
  expect send result by push containing "nobody"
  at 2026-03-02 10:02  event go { }
  expect send result by push containing "nobody"
}
