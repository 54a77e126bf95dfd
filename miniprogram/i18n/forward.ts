/** Words of what goes to several rooms and people, of bundles, of several messages at once, and of favourites. */
export const forward = {
  'forward.title': { zh: '转发给', en: 'Forward to' },
  'forward.several': { zh: '群发', en: 'Send to several' },
  'forward.severalHint': {
    zh: '一条消息，同时发给多个房间和朋友',
    en: 'One message to several rooms and people at once',
  },
  'forward.write': { zh: '写一条', en: 'Write one' },
  'forward.search': { zh: '搜索房间和朋友', en: 'Search rooms and people' },
  'forward.none': { zh: '没有找到', en: 'Nothing found' },
  'forward.ways': { zh: '转发方式', en: 'How to forward' },
  'forward.single': { zh: '逐条转发', en: 'One by one' },
  'forward.bundle': { zh: '合并转发', en: 'As one bundle' },
  'forward.comment': { zh: '留言（可不填）', en: 'Add a comment' },
  'forward.message': { zh: '消息', en: 'Message' },
  'forward.send': { zh: '发送', en: 'Send' },
  'forward.sendTo': { zh: '发送（{count}）', en: 'Send ({count})' },
  'forward.waits': {
    zh: '网络不可用，恢复后自动发送',
    en: 'No network. It goes out when it is back.',
  },
  'forward.sent': { zh: '已发送给{name}', en: 'Sent to {name}' },
  'forward.sentMany': { zh: '已发送给 {count} 个聊天', en: 'Sent to {count} chats' },
  'forward.kept': { zh: '已收藏', en: 'Added to favourites' },
  'forward.failed': { zh: '没有发给{names}', en: 'Not sent to {names}' },
  'forward.failedOne': { zh: '{name}（{reason}）', en: '{name} ({reason})' },
  'forward.failedComment': { zh: '留言“{text}”也没有发出', en: 'Nor was the comment “{text}”' },
  'forward.failedText': { zh: '消息：“{text}”', en: 'The message: “{text}”' },
  'forward.discard': { zh: '放弃', en: 'Discard' },
  'forward.some': {
    zh: '选中的消息有 {count} 条不能转发，转发其余的？',
    en: '{count} of these messages cannot be forwarded. Forward the others?',
  },
  'forward.someKept': {
    zh: '选中的消息有 {count} 条不能收藏，收藏其余的？',
    en: '{count} of these messages cannot be kept. Keep the others?',
  },
  'forward.go': { zh: '继续', en: 'Go on' },
  'message.forwarded': { zh: '转发', en: 'Forwarded' },

  'bundle.of': { zh: '{name}的聊天记录', en: 'Messages of {name}' },
  'bundle.ofTwo': { zh: '{name}和{other}的聊天记录', en: 'Messages of {name} and {other}' },
  'bundle.ofMany': { zh: '群聊的聊天记录', en: 'Messages of several people' },
  'bundle.line': { zh: '{name}：{text}', en: '{name}: {text}' },
  'bundle.count': { zh: '聊天记录 · {count} 条', en: 'Bundle · {count} messages' },
  'bundle.countOne': { zh: '聊天记录 · 1 条', en: 'Bundle · 1 message' },
  'bundle.open': { zh: '打开{title}，{count} 条', en: 'Open {title}, {count}' },
  'bundle.gone': { zh: '这条聊天记录已不在了', en: 'This bundle is no longer there.' },
  'kind.bundle': { zh: '[聊天记录]', en: '[Bundle]' },

  'menu.forward': { zh: '转发', en: 'Forward' },
  'menu.favourite': { zh: '收藏', en: 'Keep' },
  'menu.select': { zh: '多选', en: 'Select' },

  'select.count': { zh: '已选 {count} 条', en: '{count} selected' },
  'select.most': { zh: '最多选 100 条消息', en: 'At most 100 messages at once' },
  'select.tick': { zh: '选择', en: 'Select' },
  'select.cancel': { zh: '取消多选', en: 'End selecting' },

  'select.hide-sure': {
    zh: '删除选中的 {count} 条消息？只从你的设备上删除，其他人仍能看到',
    en: 'Delete the {count} selected messages for you? The others still see them.',
  },

  'favourites.title': { zh: '收藏', en: 'Favourites' },
  'favourites.hint': { zh: '只有你看得到', en: 'Only you see this' },

  'problem.cannot-be-forwarded': { zh: '这条消息不能转发', en: 'This message cannot be forwarded.' },
  'problem.too-many-messages': {
    zh: '一次最多转发 100 条消息',
    en: 'At most 100 messages are forwarded at once.',
  },
  'problem.too-many-targets': {
    zh: '一次最多发给 50 个聊天',
    en: 'At most 50 rooms and people at once.',
  },
  'problem.too-many-copies': {
    zh: '一次转发最多产生 500 条消息，请少选一些消息或聊天，或合并转发',
    en: 'At most 500 messages come of one forward. Choose fewer messages or rooms, or forward them as a bundle.',
  },
  'problem.bundle-too-large': {
    zh: '内容太多，无法合并，请少选几条或逐条转发',
    en: 'Too much for one bundle. Choose fewer, or forward one by one.',
  },
  'problem.not-a-contact': { zh: '你和对方还没有建立对话', en: 'You and this person are not connected.' },
} as const
