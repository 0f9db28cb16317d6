user { vip boolean; level one of "regular", "gold"; phone phone; email email; timezone timezone }
event ping { page text; value money }
event pong { }
channel push { }
channel sms { needs user.phone }
channel email { needs user.email }
message hello { push { title "Hello"; body "How are you?" } }
step remind(what message, patience duration) { wait patience; send what by push }
