user { memberLevel text }
event order_paid from "OrderPaid" { cartId text }
audience new_users = did(order_paid, last 7 days) and user.memberLevel = "gold"
audience 新用户 = user in new_users
