# A line goes on inside brackets, after operators and most reserved words, and where the next begins with one (section 2).
user { age integer
  city text;
  timezone timezone }   # a comment
event v {
  page text
}
event p { amount money }

channel push { consent none }
message m { push {
  title """
    two
      lines
  """
  body "a # no comment"
} }
audience a =
  user.age
    > 18
  and   # and goes on
  user.city in ("Rome",
    "Oslo"
  )
  or
  not (
    user.age < 5
  )
audience b = count(v where
    event.page = "x"
    or event.page = "y", last 7 days
  )
  >= 2
audience c = user.age
  is known
audience d = user.age + 1
  - 1 = user.age
  * 1
campaign c {
  enter on v
    where event.page = "x"
  goal p
    within 1 day
  flow {
    wait for p
      up to 1 hour { stop }
    else { send m by push }
    if user.age > 3 { tag add "x"; tag add "y" } else if user.age < 2
      and user.age > 0 { stop }

    # a comment between
    else { tag add "z" }
    repeat up to 2 times every 1 hour
      until user.age > 90 { send m by push }
  }
}
