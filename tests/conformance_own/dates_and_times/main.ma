# Dates, moments, times of day and durations in conditions, each in the user's zone (sections 3, 5).
user {
  birthday date
  due date
  seen moment
  opens time
  patience duration default 36 hours
  timezone timezone
}

audience born_after     = user.birthday > 1990-05-12
audience due_today      = user.due = today
audience due_soon       = user.due between today and today + 3 days
audience reminded       = user.due - 1 month = 2026-02-28
audience a_year_later   = user.birthday + 12 months = 2025-02-28
audience two_weeks      = user.due - 2 weeks <= today
audience seen_today     = date(user.seen) = today
audience seen_monday    = weekday(user.seen) = "monday"
audience seen_at_night  = hour(user.seen) >= 22 or hour(user.seen) < 7
audience seen_lately    = now - user.seen < 90 minutes
audience seen_before    = user.seen < 2026-03-02 09:00
audience seen_instant   = user.seen = 2026-03-02 10:00 +02:00
audience opens_early    = user.opens < 09:30
audience opens_noon     = user.opens between 12:00 and 13:00
audience patient        = user.patience > 1 day
audience patient_exact  = user.patience = 1 day + 12 hours
audience half_hour      = user.patience = 0.5 hours
audience weekend        = weekday(now) in ("saturday", "sunday")
audience weekend_due    = weekday(user.due) in ("saturday", "sunday")
audience office_hours   = hour(now) between 9 and 17
audience the_day        = today = 2026-03-02
audience fraction       = now >= 2026-03-02 10:00:30
