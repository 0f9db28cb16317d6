test "a file" for one {
  given user { name "A<B" }
  at 2026-03-02 10:00 event a { title "x" }
  expect send m by email containing "<h1>A&lt;B: x</h1>"
}
