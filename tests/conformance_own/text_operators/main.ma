# Texts: parts, patterns, escapes, lines, lists, and enum values with anything in them (sections 3, 4, 5).
user {
  name text
  mail email
  site url
  likes list of text
  marks list of integer
  kind one of "Mens E-Mail", "women's", "e=mc\u{b2}", "", "a;b", "中文" default "Mens E-Mail"
  timezone timezone
}

audience holds        = user.name contains "ann"
audience begins       = user.name starts with "Jo"
audience ends_so      = user.name ends with "!"
audience by_pattern   = user.name matches "^[A-Z][a-z]+ [0-9]{2}$"
audience by_backslash = user.name matches "^\\d+\\.\\d+$"
audience dotted       = user.name contains "."
audience quoted       = user.name = "say \"hi\" \\ bye"
audience emoji        = user.name = "\u{1F600}"
audience tabbed       = user.name contains "\t"
audience lines        = user.name = """
    one
      two
    three
    """
audience work_mail    = user.mail ends with "@shop.example"
audience secure       = user.site starts with "https://"
audience tea          = user.likes contains "tea"
audience no_tea       = not (user.likes contains "tea")
audience seven        = user.marks contains 7
audience odd_kind     = user.kind in ("women's", "e=mc\u{b2}", "")
audience mens         = user.kind = "Mens E-Mail"
audience semicolon    = user.kind = "a;b"
audience chinese_kind = user.kind = "中文"
audience no_text      = user.name = ""
audience any_text     = user.name contains ""
