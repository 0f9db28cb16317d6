# One input: goals, exits, waits, then entries; `enter on` before `enter when`; campaigns by priority, then name (section 11).
user { timezone timezone }
event go { }
event hit { }
event both { }
event tie { }
channel push { consent none }
message waiter { push { title "w"; body "w" } }
message enterer { push { title "e"; body "e" } }
message on_ { push { title "o"; body "o" } }
message when_ { push { title "x"; body "x" } }
message aaa { push { title "a"; body "a" } }
message bbb { push { title "b"; body "b" } }
limits { at most 1 push in any 1 hour }
campaign low_waits { priority 10; enter on go; reenter always; flow { wait for hit up to 1 day { send waiter by push } } }
campaign high_enters { priority 90; enter on hit; reenter always; flow { send enterer by push } }
campaign by_on { priority 10; enter on both; reenter always; flow { send on_ by push } }
campaign by_when { priority 90; enter when count(both, ever) >= 1; reenter always; flow { send when_ by push } }
campaign zeta { enter on tie; reenter always; flow { send aaa by push } }
campaign alpha { enter on tie; reenter always; flow { send bbb by push } }
