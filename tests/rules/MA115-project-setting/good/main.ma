user { email email }
channel mail { kind email; needs user.email }
