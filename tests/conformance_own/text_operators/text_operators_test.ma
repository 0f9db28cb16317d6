test "part, beginning and end" {
  given user { name "Joanna!" }
  at 2026-03-02 10:00  expect in holds
  at 2026-03-02 10:00  expect in begins
  at 2026-03-02 10:00  expect in ends_so
  at 2026-03-02 10:00  expect not in by_pattern
  at 2026-03-02 10:00  expect not in dotted
  set { name "Bob Jo!?" }
  at 2026-03-02 10:00  expect not in holds
  at 2026-03-02 10:00  expect not in begins
  at 2026-03-02 10:00  expect not in ends_so
}

# A dot in `contains` is a dot; in a pattern `\\.` is.
test "patterns" {
  given user { name "Room 42" }
  at 2026-03-02 10:00  expect in by_pattern
  set { name "Room 423" }
  expect not in by_pattern
  set { name "12.5" }
  expect in by_backslash
  expect in dotted
  set { name "12x5" }
  expect not in by_backslash
}

test "escapes" {
  given user { name "say \"hi\" \\ bye" }
  at 2026-03-02 10:00  expect in quoted
  set { name "\u{1F600}" }
  expect in emoji
  expect not in quoted
  set { name "a\tb" }
  expect in tabbed
  set { name "a\\tb" }
  expect not in tabbed
}

# The common indentation is removed.
test "texts over lines" {
  given user { name "one\n  two\nthree" }
  at 2026-03-02 10:00  expect in lines
}

# The empty text is a text, not an unknown.
test "the empty text is known" {
  given user { name "" }
  at 2026-03-02 10:00  expect in no_text
  at 2026-03-02 10:00  expect in any_text
  at 2026-03-02 10:00  expect not in holds
}

test "addresses are texts" {
  given user { mail "mei@shop.example"; site "https://shop.example/a" }
  at 2026-03-02 10:00  expect in work_mail
  at 2026-03-02 10:00  expect in secure
}

# `contains` of a list asks for a whole element.
test "lists" {
  given user { likes ["coffee", "green tea"]; marks [1, 7] }
  at 2026-03-02 10:00  expect not in tea
  at 2026-03-02 10:00  expect in no_tea
  at 2026-03-02 10:00  expect in seven
  set { likes ["tea"] }
  expect in tea
  expect not in no_tea
}

# Enum values are texts, with whatever is in them; the default is one of them.
test "odd values" {
  given user { }
  at 2026-03-02 10:00  expect in mens
  at 2026-03-02 10:00  expect not in odd_kind
  set { kind "women's" }
  expect in odd_kind
  set { kind "e=mc²" }
  expect in odd_kind
  set { kind "" }
  expect in odd_kind
  set { kind "a;b" }
  expect in semicolon
  set { kind "中文" }
  expect in chinese_kind
}
