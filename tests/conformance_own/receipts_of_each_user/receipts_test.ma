test "each one's own" for one {
  given user ann { }
  given user bob { }
  given user cat { }
  at 2026-03-02 10:00 event a by ann { }
  expect send m by email for ann
  event a by bob { }
  expect send m by email for bob
  event a by cat { }
  expect send m by email for cat
  at 2026-03-02 11:00 receipt email.opened of m for ann
  expect tag "opened" for ann
  expect send n by email for ann
  expect in readers for ann
  expect not in readers for bob
  expect waiting for bob
  at 2026-03-02 11:30 event email.clicked by bob { link "https://a.example/"; message "m"; campaign "one"; channel "email"; run "one/bob/1" }
  expect tag "clicked" for bob
  expect finished for bob
  at 2026-03-02 12:00 receipt email.unsubscribed of m for cat
  expect tag "left" for cat
}
