# language: zh-CN
测试 "未写明的发送" 对 greets {
  假如 用户 { 同意 push }
  在 2026-03-02 10:00  事件 ping { }
  再过 1 天  期望 无发送
}
