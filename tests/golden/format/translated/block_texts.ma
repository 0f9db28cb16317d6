# language: zh-CN
内容 letter {
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

活动 c {
  备注    """
    Why it is here.
  """
  负责人  """
    \u{20}\u{20}
  """
  流程 {
    通知 "ops" 附 """
      a
        b
    """
  }
}
