# `wait until MOMENT if past go|exit`: unknown counts as past; exactly now is not past; fixed when reached (section 8).
user { due date; when_ moment; timezone timezone }
channel push { consent none }
message m { push { title "m"; body "m" } }
campaign goes { enter by call; reenter always; flow { wait until user.due - 3 days at 09:00 if past go; send m by push } }
campaign leaves { enter by call; reenter always; flow { wait until user.due - 3 days at 09:00 if past exit; send m by push } }
campaign at_moment { enter by call; reenter always; flow { wait until user.when_ if past exit; send m by push } }
