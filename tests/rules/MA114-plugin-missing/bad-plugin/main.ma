user { phone phone; email email }
channel sms { needs user.phone }
channel email { needs user.email }
