# Every word but the reserved ones can name something; names in backticks; a name in any script (section 3).
user { from text; default text default "x"; where_ text; `full name` text; count integer; timezone timezone; 等级 one of "a", "b" default "a"; with text; today date; last text; score text }
event wait { from text; default text; end text }
event send { with text; by text; every integer }
event `Order Paid` from "Order-Paid" { `the amount` money; at text }
event last { n integer }
event today { n integer }
channel push { consent none }
message send { push { title "a"; body "{{ user['full name'] | default: 'none' }} {{ entry.by | default: 'nobody' }}" } }
message wait { push { title "b"; body "b" } }
audience in_ = user.from = "a" and user.default = "x" and user.`full name` is known
audience count = count(`Order Paid` where event.`the amount` > 1 CNY and event.at = "x", ever) >= 1
audience sum = count(last, ever) = 1 and last(last.n, ever) = 3 and first(today.n, ever) = 4
audience default = user.等级 = "a" and user.count default 3 = 3
campaign stop { enter on send where event.by is known; reenter always; flow { send send by push as send; wait for wait where event.end = "x" up to 1 hour as wait { stop } else { send wait by push } } }
campaign goal { enter on `Order Paid`; reenter always; goal last within 1 day; exit on today; flow { wait 1 hour; set user.today = 2026-01-01; send wait by push } }
