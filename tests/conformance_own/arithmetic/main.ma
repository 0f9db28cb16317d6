# Which operator binds tighter, and what comes of unknowns in sums (section 5).
user {
  a integer
  b integer
  c integer
  x number
  y number
  yes boolean
  no boolean
  timezone timezone
}

audience times_first      = user.a + user.b * user.c = 14
audience brackets_first   = (user.a + user.b) * user.c = 20
audience left_to_right    = user.c - user.b - user.a = -1
audience divides_left     = user.x / user.y / 2 = 1.25
audience halves           = user.a / user.c = 0.5
audience by_nothing       = user.a / (user.b - user.b) is unknown
audience minus_first      = -user.a + user.b = 1
audience minus_minus      = user.b - -user.a = 5
audience default_tightest = user.a default 5 * 2 = 10
audience minus_default    = -user.a default 3 = -3
audience default_chain    = user.a default user.b default 7 = 7
audience default_bracket  = (user.a + 1) default 100 = 100
audience percents         = user.x * 40% = 2
audience inside           = user.x between 5 and 7.5 and user.yes
audience inside_sum       = user.x between user.a + 3 and user.b + 2
audience outside          = not user.x between 1 and 4.99
audience and_first        = user.yes or user.no and user.no
audience not_tightest     = not user.no and user.yes
audience not_of_all       = not (user.yes and user.no)
audience not_equal_sign   = not user.a = user.b
audience big_numbers      = user.a * 1_000_000 * 1_000_000 * 1_000_000 + 1 > user.a * 1_000_000 * 1_000_000 * 1_000_000
