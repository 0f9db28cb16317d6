test "one after another" for c {
  given user { }
  at 2026-03-02 10:00  event go { k "a" }
  event v { k "a"; n 2 }
  event v { n 3 }
  event v { k "a" }
  event v { k "b"; n 3 }
  expect waiting
  at 2026-03-02 11:00  set { fav "b" }
  event v { k "a"; n 3 }
  expect waiting
  at 2026-03-02 12:00  set { fav "a" }
  event v { k "a"; n 4 }
  expect send m by push containing "4"
}
