/** Words of files on their way, and of why one was not sent. */
export const uploads = {
  'upload.cancel': { zh: '取消 {name}', en: 'Cancel {name}' },
  'upload.retry': { zh: '重试', en: 'Retry' },
  'upload.as-file': { zh: '作为文件发送', en: 'Send as a file' },
  'upload.remove': { zh: '移除', en: 'Remove' },
  'upload.picture': { zh: '图片', en: 'Picture' },
  'upload.voice': { zh: '语音', en: 'Voice' },
  'upload.video': { zh: '视频', en: 'Video' },

  'upload.type-image': {
    zh: '图片只能是 JPEG、PNG、GIF 或 WebP',
    en: 'Pictures can be JPEG, PNG, GIF or WebP.',
  },
  'upload.type-video': { zh: '视频只能是 MP4 或 MOV', en: 'Videos can be MP4 or MOV.' },
  'upload.type-voice': { zh: '语音只能是 MP3、M4A 或 AAC', en: 'Voice messages can be MP3, M4A or AAC.' },
  'upload.type-heic': {
    zh: '这里看不了 HEIC 照片。可以作为文件发送；想直接显示，请在 iPhone 的“设置 > 相机 > 格式”里选“兼容性最佳”',
    en: 'HEIC photos cannot be shown here. Send it as a file; or choose Settings > Camera > Formats > Most Compatible on the iPhone.',
  },
  'upload.damaged': { zh: '内容不完整或已损坏，无法显示', en: 'It is damaged or incomplete.' },
  'upload.too-large': { zh: '太大了：{size}，最多 {most}', en: 'Too large: {size}. At most {most}.' },
  'upload.long-video': { zh: '视频太长了，最多 {minutes} 分钟', en: 'Too long: {minutes} minutes at most.' },
  'upload.long-voice': { zh: '语音太长了，最多 {minutes} 分钟', en: 'Too long: {minutes} minute at most.' },
  'upload.lost': { zh: '有文件没有发出', en: 'Not sent' },
  'upload.lost-names': {
    zh: '上次关闭时还没有发完：{names}。请重新选择。',
    en: 'Closed before sending was finished: {names}. Choose again to send.',
  },
  'problem.file-gone': {
    zh: '设备上找不到这个文件，或它已改动，请重新选择',
    en: 'It is no longer on this device, or was changed. Choose it again.',
  },
} as const
