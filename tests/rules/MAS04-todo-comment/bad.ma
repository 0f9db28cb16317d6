event ping { }
# TODO ask legal about the wording
channel push { }   # FIXME: cost
# 待办 确认措辞
