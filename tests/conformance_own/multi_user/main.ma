# Several users: each line says whose it is; `expect nothing` without a name means all; every record answers one line (section 13).
user { name text; timezone timezone }
event go { }
channel push { }
message m { push { title "m"; body "{{ user.name | default: 'nobody' }}" } }
message n { push { title "n"; body "n" } }
campaign c { enter on go; flow { send m by push; wait 1 hour; split s { 50% as a { send n by push } 50% as b { } } } }
audience may = user consents to push
tag "named" when user.name is known
