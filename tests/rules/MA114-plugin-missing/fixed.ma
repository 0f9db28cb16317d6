user { phone phone; email email }
channel news { kind email; needs user.email }
channel 短信 { needs user.phone }
