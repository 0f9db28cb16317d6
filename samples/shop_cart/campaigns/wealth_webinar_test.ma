test "the third look within a week brings the invitation" for wealth_webinar {
  given user { name "Ann"; member_level "gold"; timezone "Asia/Shanghai"; consent push }
  at 2026-11-10 10:00  event page_view { page "wealth" }
  at 2026-11-11 10:00  event page_view { page "wealth" }
  at 2026-11-12 10:00  event page_view { page "wealth" }
  at 2026-11-12 10:00  expect send webinar_invitation by push containing "Ann"
}

test "regular members are not invited" for wealth_webinar {
  given user { timezone "Asia/Shanghai"; consent push }
  at 2026-11-10 10:00  event page_view { page "wealth" }
  at 2026-11-11 10:00  event page_view { page "wealth" }
  at 2026-11-12 10:00  event page_view { page "wealth" }
  at 2026-11-12 10:00  expect nothing
}
