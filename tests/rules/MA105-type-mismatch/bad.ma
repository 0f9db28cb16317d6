user {
  name text; age integer; tall boolean; level one of "regular", "gold" default "regular"
  points number default "none"; birthday date; since moment; cities list of text; favourite channel
}
event order_paid { order_id text; amount money }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }

audience one   = user.age > "eighteen"
audience two   = user.level = 3
audience three = user.level
audience four  = user.points
audience five  = user.age contains "1"
audience six   = user.level > "gold"
audience seven = user.name matches "([a-z" or user.name matches "a(?=b)"
audience eight = -user.name = "x"
audience nine  = user.name + 1 > 3
audience ten   = sum(order_paid.order_id, last 7 days) > 3
audience first_one = first(order_paid.order_id, last 7 days) = "1"
audience lists = user.cities contains 3
audience when  = user.birthday > 3 days
tag "high intent" when user.age > 3

campaign greet {
  priority 200
  enter on order_paid
  goal order_paid within 3 days worth entry.order_id
  flow {
    set user.age = "three"
    set entry.amount = 3 CNY
    tag add "high intent"
    wait until user.birthday if past go
    send hello by user.level
  }
}
