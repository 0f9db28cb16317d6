# Tests beside their campaign, on several lines, with dates alone (section 13).
user { timezone timezone; n integer }
event a { }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign one { enter on a; reenter always; flow { send m by push } }
test "beside its campaign" for one {
  given user { n 1 }
  at 2026-03-02 10:00 event a { }
  expect send m by push
}
