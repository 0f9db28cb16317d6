event ping { value money; page text }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
campaign first  { owner "mei@shop.example"; enter on ping; flow { send note by push } }
campaign second { owner "li@shop.example"; enter on ping; flow { send note by push } }
campaign third  { owner "growth@shop.example"; enter on ping; flow { send note by push } }
