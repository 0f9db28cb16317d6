user { name text default "you"; email email }
channel email { needs user.email }
message letter { email { subject "Hello"; html file "texts/letter.html" } }
