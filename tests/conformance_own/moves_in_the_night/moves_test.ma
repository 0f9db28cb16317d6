# Deferred in Shanghai until 07:00 there (23:00Z). Moves to Tokyo in the night: the instant stands (the zone it has when deferred). At release all guards again: 08:00 in Tokyo, not quiet.
test "the zone it has when it is deferred" for p {
  given user { timezone "Asia/Shanghai" }
  at 2026-03-02 22:00 +08:00 event a { }
  expect waiting
  at 2026-03-03 00:00 +08:00 set { timezone "Asia/Tokyo" }
  at 2026-03-03 06:00 +08:00 expect nothing
  at 2026-03-03 07:00 +08:00 expect send m by push
}
# Moves west to Berlin: 07:00 in Shanghai is 00:00 in Berlin, quiet again: deferred until 07:00 there (06:00Z, 14:00 in Shanghai), 16 h after 22:00, within 24 h.
test "quiet again at the release" for p {
  given user { timezone "Asia/Shanghai" }
  at 2026-03-02 22:00 +08:00 event a { }
  expect waiting
  at 2026-03-03 00:00 +08:00 set { timezone "Europe/Berlin" }
  at 2026-03-03 07:00 +08:00 expect nothing
  expect waiting
  at 2026-03-03 14:00 +08:00 expect send m by push
}
# Moves to Honolulu: 23:00Z is 13:00 there: sent at its instant.
test "further west" for p {
  given user { timezone "Asia/Shanghai" }
  at 2026-03-02 22:00 +08:00 event a { }
  at 2026-03-03 00:00 +08:00 set { timezone "Pacific/Honolulu" }
  at 2026-03-02 23:00 +00:00 expect send m by push
}
