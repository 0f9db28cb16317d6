user { phone phone; email email }
channel news { kind emial; needs user.email }
channel 短信 { needs user.phone }
