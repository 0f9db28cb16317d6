# Berlin 2026-03-29: 02:00 +01:00 -> 03:00 +02:00 at 01:00Z. 2026-10-25: 03:00 +02:00 -> 02:00 +01:00 at 01:00Z.
test "Berlin, spring" for nightly {
  given user { timezone "Europe/Berlin" }
  at 2026-03-28 01:30  expect send m by push
  at 2026-03-29 01:00  expect send m by push
  at 2026-03-29 01:30  expect nothing
  at 2026-03-30 00:30  expect send m by push
}

test "Berlin, autumn" for nightly {
  given user { timezone "Europe/Berlin" }
  at 2026-10-24 00:30  expect send m by push
  at 2026-10-25 00:30  expect send m by push
  at 2026-10-25 01:30  expect nothing
  at 2026-10-26 01:30  expect send m by push
}

# Lord Howe: 2026-10-04 02:00 +10:30 -> 02:30 +11:00 (15:30Z of the 3rd): 02:30 exists, at that very instant.
test "Lord Howe, spring" for nightly {
  given user { timezone "Australia/Lord_Howe" }
  at 2026-10-02 16:00  expect send m by push
  at 2026-10-03 15:30  expect send m by push
  at 2026-10-04 15:30  expect send m by push
}
