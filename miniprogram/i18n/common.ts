/** Words of more than one page. */
export const common = {
  'common.app': { zh: '聊天室', en: 'Chat room' },
  'common.ok': { zh: '确定', en: 'OK' },
  'common.cancel': { zh: '取消', en: 'Cancel' },
  'common.settings': { zh: '去设置', en: 'Settings' },
  'common.retry': { zh: '重试', en: 'Try again' },
  'common.copyRefused': {
    zh: '没有复制成功，请长按选择文字',
    en: 'Not copied. Press long to select the text.',
  },
  'common.linkCopied': { zh: '链接已复制，请在浏览器中打开', en: 'Link copied. Open it in a browser.' },
  'common.cameraRefused': {
    zh: '没有打开相机。可在右上角菜单的“设置”里允许，或直接输入',
    en: 'The camera did not open. Allow it in the settings of this program, or type instead.',
  },
  'common.scanMissing': { zh: '这里不能扫码，请直接输入', en: 'There is no scanner here. Type instead.' },
  'common.invitation': { zh: '邀请', en: 'Invitation' },

  'privacy.title': { zh: '隐私保护', en: 'Your privacy' },
  'privacy.text': {
    zh: '使用这项功能前，请阅读并同意下面的指引。拒绝也可以继续聊天。',
    en: 'Please read the guide below and agree to it first. You can go on chatting if you do not.',
  },
  'privacy.guide': { zh: '《隐私保护指引》', en: 'Privacy guide' },
  'privacy.agree': { zh: '同意', en: 'Agree' },
  'privacy.refuse': { zh: '拒绝', en: 'Not now' },

  'avatars.title': { zh: '选择头像', en: 'Choose an avatar' },
  'avatars.own': { zh: '用我的照片', en: 'Use a picture of mine' },
  'avatars.one': { zh: '头像', en: 'Avatar' },
  'avatars.none': { zh: '用名字的第一个字', en: 'Use the first letter of my name' },
} as const
