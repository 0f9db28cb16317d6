event ping { }
channel push { }
channel sms { }
message hello { push { title "Hello"; body "How are you?" }; sms { text "Hello. Reply T to stop." } }

campaign echo { enter on push.sent; reenter always; flow { send hello by push { blocked { wait 1 hour } } } }

campaign one { enter on ping; enter by call; reenter always; flow { send hello by sms } }
campaign two { enter on sms.sent; reenter restart; flow { start one; wait 1 day } }
