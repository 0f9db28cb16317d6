# A deferred send is cancelled by an exit and takes no room meanwhile; a message that waits goes through all guards again at its release (sections 7, 9).
user { phone phone; timezone timezone }
event go { }
event ask { }
event done { }
channel push { }
message m { push { title "m"; body "m {{ user.phone | default: 'none' }}" } }
message n { push { title "n"; body "n" } }
quiet hours 22:00-08:00 for push
limits { at most 1 push per calendar day }
campaign c { enter on go; reenter always; exit on done; flow { send m by push { blocked { tag add "blocked" } } } }
campaign d { category transactional; enter on ask; reenter always; flow { send n by push } }
campaign e { enter by call; reenter always; flow { send n by push } }
