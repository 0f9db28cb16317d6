message letter {
  email { subject "A letter"; html """
       <p>Dear {{ user.name | default: "customer" }},</p>

         <p>a\\b \u{2026} and "quotes"</p>
   """; text """one line""" }
  sms {
text """first
        second
          third   
        """
  }
}
campaign c {
  note """
    Why it is here.
    """
  owner """  """
  flow { notify "ops" with """
      a
        b""" }
}
