# at 11:00: zeta (60) doubles 3 = 6; then in the order in which they were set: alpha (10:00) +1 = 7, beta (10:30) *10 = 70; told last
test "high first, then as they were set" for told {
  given user { n 3 }
  at 2026-03-02 10:00 event a { }
  at 2026-03-02 10:30 event b { }
  at 2026-03-02 11:00 expect send m by push containing "m 70"
}
