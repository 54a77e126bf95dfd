/** Words of the page of one's account, and of leaving it. */
export const account = {
  'account.title': { zh: '账号与设备', en: 'Account and devices' },
  'account.keep': { zh: '保留我的账号', en: 'Keep my account' },
  'account.keepHint': {
    zh: '你现在是访客：退出登录或清除这里的数据后，账号和房间就找不回来了。设置账号名和密码，就能随时回来。ID、房间和消息都不变。',
    en: 'You are here as a guest: once you sign out, or the data of this program are cleared, your account and rooms are gone. With a login name and a password you can come back. Your ID, rooms and messages stay as they are.',
  },
  'account.kept': { zh: '账号已保留，下次用 {name} 登录', en: 'Kept. Next time sign in as {name}.' },
  'account.change': { zh: '修改密码', en: 'Change my password' },
  'account.changeHint': {
    zh: '修改后，其他设备都会退出登录。',
    en: 'All your other devices are signed out by it.',
  },
  'account.changed': { zh: '密码已修改，其他设备已退出', en: 'Changed. Your other devices are signed out.' },
  'account.current': { zh: '当前密码', en: 'Current password' },
  'account.fresh': { zh: '新密码', en: 'New password' },
  'account.wrongCurrent': { zh: '当前密码不对', en: 'The current password is wrong.' },
  'account.byWechat': {
    zh: '你用微信登录，没有密码。',
    en: 'You sign in with WeChat, so there is no password.',
  },
  'account.show': { zh: '显示密码', en: 'Show what I type' },
  'account.hide': { zh: '隐藏密码', en: 'Hide what I type' },

  'account.receipts': { zh: '已读回执', en: 'Read receipts' },
  'account.receiptsHint': {
    zh: '关闭后，别人看不到你读到了哪里，你也看不到别人读到了哪里。',
    en: 'While they are off, others do not see what you have read, and you do not see what they have.',
  },

  'account.devices': { zh: '已登录的设备', en: 'Where I am signed in' },
  'account.unknownDevice': { zh: '未知设备', en: 'Unknown device' },
  'account.here': { zh: '本机', en: 'This device' },
  'account.seen': { zh: '最近使用：{when}', en: 'Last seen {when}' },
  'account.onlyHere': { zh: '没有在其他设备登录', en: 'No other device is signed in.' },
  'account.end': { zh: '退出', en: 'Sign out' },
  'account.endOf': { zh: '让 {device} 退出登录', en: 'Sign out {device}' },
  'account.endSure': {
    zh: '让 {device} 退出登录？那里没发出的消息会留在那台设备上，等你再次登录。',
    en: 'Sign out {device}? Messages that it has not sent wait there until you sign in on it again.',
  },
  'account.ended': { zh: '{device} 已退出登录', en: '{device} is signed out' },
  'account.endOthers': { zh: '退出其他所有设备', en: 'Sign out all others' },
  'account.endOthersSure': {
    zh: '除本机外，所有设备都会退出登录。',
    en: 'Every device but this one is signed out.',
  },
  'account.endedOthers': { zh: '其他设备已全部退出', en: 'All others are signed out' },

  'leave.guest': {
    zh: '你是访客，退出后账号和房间将永远找不回来，没发出的消息也会丢失。',
    en: 'You are a guest. Signing out, you lose this account and its rooms for ever, and messages not sent yet.',
  },
  'leave.lose': { zh: '退出，永远失去账号和房间', en: 'Sign out and lose account and rooms' },
  'leave.sure': {
    zh: '退出后，本机上的记录、草稿和没发出的消息会被清除。',
    en: 'This device forgets your chats, drafts, and messages not sent yet.',
  },
  'leave.sureUnknown': {
    zh: '退出后，本机上的记录、草稿和没发出的消息会被清除。如果你是访客，账号和房间将永远找不回来。',
    en: 'This device forgets your chats, drafts, and messages not sent yet. If you came in as a guest, account and rooms are lost for ever.',
  },
} as const
