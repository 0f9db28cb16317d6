# Each channel needs an attribute of its own (section 6).
user { phone phone; work phone; mail email; wecom text; timezone timezone }
event a { }
event b { }
channel sms { needs user.phone; consent none }
channel call { needs user.work; consent none }
channel email { needs user.mail; consent none }
channel wecom { needs user.wecom; consent none }
message m { sms { text "m" } call { script "m" } email { subject "m"; text "m" } wecom { text "m" } }
campaign one { enter on a; reenter always; flow { send m by sms { blocked { tag add "no sms" } }; send m by call { blocked { tag add "no call" } }; send m by email { blocked { tag add "no email" } }; send m by wecom { blocked { tag add "no wecom" } } } }
