# A field from a file of the project (section 6).
user { name text; timezone timezone }
event a { title text }
channel email { consent none }
message m { email { subject "s"; text "t"; html file "texts/cart.liquid.html" } }
campaign one { enter on a; flow { send m by email } }
