test "lines" for c { given user { age 30
    city "Rome" }; at 2026-03-02 10:00  expect in a
  expect in c; expect in d
  at 2026-03-02 10:00 event v { page "x" }; at 2026-03-02 11:00 expect send m by push
  expect send m by push; at 2026-03-02 12:00 expect send m by push containing "# no"
  expect tag "y" }
