# Section 5: `* /` before `+ -`, both from left to right; unary `-` tighter; `default` tightest. a=2 b=3 c=4 x=5 y=2:
# 2+3*4=14; (2+3)*4=20; 4-3-2=-1; 5/2/2=1.25; 2/4=0.5 (no whole-number division); -2+3=1; 3--2=5; 5*40%=2.
# 5 lies in [5, 7.5] and in [2+3, 3+2] = [5, 5]: both ends are included. `and` before `or`: yes or (no and no). 
test "precedence" {
  given user { a 2; b 3; c 4; x 5; y 2; yes true; no false }
  at 2026-03-02 10:00  expect in times_first
  at 2026-03-02 10:00  expect in brackets_first
  at 2026-03-02 10:00  expect in left_to_right
  at 2026-03-02 10:00  expect in divides_left
  at 2026-03-02 10:00  expect in halves
  at 2026-03-02 10:00  expect in by_nothing
  at 2026-03-02 10:00  expect in minus_first
  at 2026-03-02 10:00  expect in minus_minus
  at 2026-03-02 10:00  expect not in default_tightest
  at 2026-03-02 10:00  expect not in minus_default
  at 2026-03-02 10:00  expect not in default_chain
  at 2026-03-02 10:00  expect not in default_bracket
  at 2026-03-02 10:00  expect in percents
  at 2026-03-02 10:00  expect in inside
  at 2026-03-02 10:00  expect in inside_sum
  at 2026-03-02 10:00  expect in outside
  at 2026-03-02 10:00  expect in and_first
  at 2026-03-02 10:00  expect in not_tightest
  at 2026-03-02 10:00  expect in not_of_all
  at 2026-03-02 10:00  expect in not_equal_sign
  at 2026-03-02 10:00  expect in big_numbers
}

# a unknown: (a default 5) * 2 = 10; -(a default 3) = -3; a default (b default 7) = 7; (a + 1) default 100 = 100.
# Arithmetic with an unknown is unknown, and so is its comparison.
test "defaults for what is unknown" {
  given user { c 4; x 5 }
  at 2026-03-02 10:00  expect in default_tightest
  at 2026-03-02 10:00  expect in minus_default
  at 2026-03-02 10:00  expect in default_chain
  at 2026-03-02 10:00  expect in default_bracket
  at 2026-03-02 10:00  expect not in times_first
  at 2026-03-02 10:00  expect not in brackets_first
  at 2026-03-02 10:00  expect not in minus_first
  at 2026-03-02 10:00  expect in by_nothing
  at 2026-03-02 10:00  expect not in inside
  at 2026-03-02 10:00  expect not in not_equal_sign
  at 2026-03-02 10:00  expect not in not_tightest
}
