# language: zh-CN
# language is English: this line is no header

用户 { age 整数 }
事件 a { }

事件 b { }

事件 c {
  x  文本
}

事件 d { }
# about e
事件 e { }

# about f

事件 f { }

活动 c {
  负责人  "x"

  类别  promotional
  # about entering

  进入  调用

  流程 {
    结束

    # the end
  }
}

# last

# very last
