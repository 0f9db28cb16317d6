# 注释里的全角标点：，；（）“”。
user { level one of "普通", "金卡（年费）" default "普通" }
event signed_up { page text }
channel push { }
message hello { push { title "您好：欢迎！"; body "“活动”仅限今天；满 100％ 返现？" } }
audience gold "金卡（年费）会员，近期" = user.level in ("金卡（年费）", "普通")
campaign greet { enter on signed_up; flow { send hello by push } }
