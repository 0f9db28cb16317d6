# Windows of aggregates: `last D` half-open, `today` of the user, `since DATE` of the project, `since entry`, `ever` (section 5).
user { timezone timezone }
event v { n number; page text }
event go { }
channel push { consent none }
message m { push { title "m"; body "{{ run.a | default: 'x' }} {{ run.b | default: 'x' }} {{ run.c | default: 'x' }}" } }
audience a2 = count(v, last 1 day) = 2
audience a1 = count(v, last 1 day) = 1
audience s6 = sum(v.n, last 1 day) = 6
audience s0 = sum(v.n, last 1 day) = 0
audience av = average(v.n, last 1 day) = 3
audience avu = average(v.n, last 1 day) is unknown
audience mn = minimum(v.n, last 1 day) = 2
audience mx = maximum(v.n, last 1 day) = 4
audience la = last(v.n, last 1 day) = 4
audience lu = last(v.n, last 1 day) is unknown
audience fi = first(v.n, ever) = 2
audience di = count(distinct event.page of v, last 1 day) = 1
audience since_ = count(v, since 2026-03-02) = 2
audience since_moment = count(v, since 2026-03-02 12:00:01) = 1
audience tod = did(v, today)
campaign c { enter on go; flow {
  wait 1 hour
  set run.a = count(v, since entry)
  set run.b = first(v.n, since entry)
  set run.c = sum(v.n, since entry)
  send m by push
} }
