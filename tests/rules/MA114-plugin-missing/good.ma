user { phone phone; email email; token text }
channel news { kind email; needs user.email }
channel 短信 { kind sms; needs user.phone }
channel push { needs user.token }
