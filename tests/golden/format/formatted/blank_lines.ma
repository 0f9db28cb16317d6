# language is English: this line is no header

user { age integer }
event a { }

event b { }

event c {
  x  text
}

event d { }
# about e
event e { }

# about f

event f { }

campaign c {
  owner  "x"

  category  promotional
  # about entering

  enter  by call

  flow {
    stop

    # the end
  }
}

# last

# very last
