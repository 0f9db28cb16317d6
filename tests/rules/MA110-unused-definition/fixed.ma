user { age integer }
event ping { }
channel push { }
message hello { push { title "Hello"; body "How are you?" } }

campaign greet { enter on ping; flow { send hello by push } }
