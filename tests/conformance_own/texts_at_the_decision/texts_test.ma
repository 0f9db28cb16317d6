# rendered at the decision, of what is known then
test "at the decision" for spring {
  given user { name "Ann" }
  at 2026-03-02 21:00 event a { note "first & last" }
  at 2026-03-02 21:30 event later { note "kept" }
  at 2026-03-02 21:40 expect nothing
  at 2026-03-02 22:30 event a { note "second" }
  other sends allowed
}
test "deferred" for spring {
  given user { name "Ann" }
  at 2026-03-02 21:30 event a { note "first & last" }
  at 2026-03-02 22:30 expect waiting
  at 2026-03-03 03:00 set { name "Bea" }
  at 2026-03-03 07:00 expect send m by push containing "Bea first & last nothing 3"
}
