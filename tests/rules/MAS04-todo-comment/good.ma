event ping { }
# TODO(#214) ask legal about the wording
channel push { }   # FIXME SHOP-12: cost
# 待办 https://issues.example/7 确认措辞
# all todos are done
