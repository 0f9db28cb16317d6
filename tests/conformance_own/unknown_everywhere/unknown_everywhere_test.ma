# Section 4: a comparison with an unknown is unknown, and so is `not` of it. Facts are never unknown: audiences, tags, counts. `sum` over nothing is 0, not unknown.
test "nothing is known" {
  given user { }
  at 2026-03-02 10:00  expect not in sum_known
  at 2026-03-02 10:00  expect not in not_between
  at 2026-03-02 10:00  expect not in is_between
  at 2026-03-02 10:00  expect not in in_list
  at 2026-03-02 10:00  expect not in not_in_list
  at 2026-03-02 10:00  expect not in neither
  at 2026-03-02 10:00  expect not in has
  at 2026-03-02 10:00  expect not in has_not
  at 2026-03-02 10:00  expect not in starts
  at 2026-03-02 10:00  expect not in starts_not
  at 2026-03-02 10:00  expect not in ends_not
  at 2026-03-02 10:00  expect not in matches_not
  at 2026-03-02 10:00  expect not in likes_not
  at 2026-03-02 10:00  expect in day_of_due
  at 2026-03-02 10:00  expect in hour_of_seen
  at 2026-03-02 10:00  expect in date_of_seen
  at 2026-03-02 10:00  expect in due_later
  at 2026-03-02 10:00  expect not in due_passed
  at 2026-03-02 10:00  expect not in flagged
  at 2026-03-02 10:00  expect not in not_flagged
  at 2026-03-02 10:00  expect not in flag_or_not
  at 2026-03-02 10:00  expect not in flag_is_not
  at 2026-03-02 10:00  expect not in flag_is_no
  at 2026-03-02 10:00  expect not in more_budget
  at 2026-03-02 10:00  expect not in patient
  at 2026-03-02 10:00  expect not in early
  at 2026-03-02 10:00  expect not in level_not_a
  at 2026-03-02 10:00  expect not in level_not_in
  at 2026-03-02 10:00  expect not in three
  at 2026-03-02 10:00  expect not in last_page_not
  at 2026-03-02 10:00  expect not in mean_not
  at 2026-03-02 10:00  expect not in least_not
  at 2026-03-02 10:00  expect not in most_not
  at 2026-03-02 10:00  expect in sum_not
  at 2026-03-02 10:00  expect in none_at_all
  at 2026-03-02 10:00  expect not in long_ago_not
  at 2026-03-02 10:00  expect in counted
  at 2026-03-02 10:00  expect in tag_not
  at 2026-03-02 10:00  expect in in_flagged_not
  at 2026-03-02 10:00  expect in fact_of_fact
}

# age 3, low 5, high unknown: 3 >= 5 is false, false and unknown is false, not false is true.
test "between is two comparisons" {
  given user { age 3; low 5 }
  at 2026-03-02 10:00  expect in not_between
  at 2026-03-02 10:00  expect not in is_between
}

# age 6, low 5, high unknown: true and unknown is unknown.
test "between with an unknown end" {
  given user { age 6; low 5 }
  at 2026-03-02 10:00  expect not in not_between
  at 2026-03-02 10:00  expect not in is_between
}

# "Rome" is in ("Rome", unknown) for certain. "Oslo" may be the unknown one: unknown both ways.
test "in a list with an unknown" {
  given user rome { city "Rome" }
  given user oslo { city "Oslo" }
  at 2026-03-02 10:00  expect in in_list for rome
  at 2026-03-02 10:00  expect not in not_in_list for rome
  at 2026-03-02 10:00  expect in neither for rome
  at 2026-03-02 10:00  expect not in in_list for oslo
  at 2026-03-02 10:00  expect not in not_in_list for oslo
  at 2026-03-02 10:00  expect not in neither for oslo
}

# A view whose page is unknown: `event.page != "x"` is unknown, so it is not counted. The last view has an unknown page: `last` is unknown.
# One of the two values is unknown: sums and means are over what is known: 4.
test "events with unknown properties" {
  given user { did view { page "y"; value 4 CNY } at 2026-03-02 08:00; did view { } at 2026-03-02 09:00 }
  at 2026-03-02 10:00  expect not in counted
  at 2026-03-02 10:00  expect not in last_page_not
  at 2026-03-02 10:00  expect not in mean_not
  at 2026-03-02 10:00  expect not in sum_not
  at 2026-03-02 10:00  expect not in none_at_all
}
