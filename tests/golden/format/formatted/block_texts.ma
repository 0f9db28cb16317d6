message letter {
  email {
    subject "A letter"
    html """
      <p>Dear {{ user.name | default: "customer" }},</p>

        <p>a\\b \u{2026} and "quotes"</p>
    """
    text """
      one line
    """
  }
  sms {
    text """
      first
      second
        third  \u{20}
    """
  }
}

campaign c {
  note   """
    Why it is here.
  """
  owner  """
    \u{20}\u{20}
  """
  flow {
    notify "ops" with """
      a
        b
    """
  }
}
