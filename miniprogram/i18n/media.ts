/** Words of pictures, voice messages, videos and files. */
export const media = {
  'kind.image': { zh: '[图片]', en: '[Picture]' },
  'kind.voice': { zh: '[语音]', en: '[Voice]' },
  'kind.video': { zh: '[视频]', en: '[Video]' },
  'kind.file': { zh: '[文件]', en: '[File]' },
  'kind.recalled': { zh: '[已撤回]', en: '[Recalled]' },
  'kind.unknown': { zh: '[新类型消息]', en: '[New kind of message]' },

  'attach.open': { zh: '更多', en: 'Attach' },
  'attach.close': { zh: '收起', en: 'Close' },
  'attach.emoji': { zh: '表情', en: 'Emoji' },
  'attach.image': { zh: '图片', en: 'Picture' },
  'attach.video': { zh: '视频', en: 'Video' },
  'attach.camera': { zh: '拍摄', en: 'Camera' },
  'attach.file': { zh: '文件', en: 'File' },
  'attach.recent': { zh: '最近使用', en: 'Recent' },
  'attach.all': { zh: '全部表情', en: 'All' },

  'attach.voice': { zh: '语音', en: 'Voice' },
  'attach.keyboard': { zh: '键盘', en: 'Keyboard' },

  'talk.hold': { zh: '按住说话', en: 'Hold to talk' },
  'talk.release': { zh: '松开发送，上滑取消', en: 'Slide up to cancel' },
  'talk.drop': { zh: '松开取消', en: 'Release to cancel' },
  'talk.cut': {
    zh: '录音被打断，发送已录的 {length}？',
    en: 'The recording was interrupted. Send its {length}?',
  },
  'talk.send': { zh: '发送', en: 'Send' },
  'talk.discard': { zh: '丢弃', en: 'Discard' },
  'talk.left': { zh: '已离开，录音没有发送', en: 'You left: the recording was not sent.' },
  'talk.settings': { zh: '去设置', en: 'Settings' },

  'media.picture': { zh: '查看图片', en: 'Open the picture' },
  'media.open-moving': { zh: '查看动图', en: 'Open the moving picture' },
  'media.moving': { zh: '动图', en: 'Moving' },
  'media.video': { zh: '播放视频', en: 'Play the video' },
  'media.play': { zh: '播放语音，{seconds} 秒', en: 'Play the voice message, {seconds} s' },
  'media.unplayed': { zh: '{label}，未听', en: '{label}, new' },
  'media.pause': { zh: '停止播放', en: 'Stop playing' },
  'media.file': { zh: '打开文件 {name}', en: 'Open the file {name}' },

  'media.loading': { zh: '正在下载，{percent}%', en: 'Loading, {percent}%' },
  'media.cancel': { zh: '取消下载 {name}', en: 'Cancel loading {name}' },
  'media.hand-on': {
    zh: '这里打不开“{name}”，可以转发到聊天中再打开或保存',
    en: '“{name}” cannot be shown here. Pass it on to a chat, to open or keep it there?',
  },
  'media.hand': { zh: '转发', en: 'Pass on' },

  'problem.bad-pass': {
    zh: '服务器没有给出这个文件，请退出房间后再进入',
    en: 'The server did not give the file out. Leave the room and enter it again.',
  },
  'problem.media-gone': {
    zh: '文件已被撤回或删除',
    en: 'It was recalled, or the server no longer has it.',
  },
  'problem.cannot-open': { zh: '这台设备打不开这个文件', en: 'This device cannot open the file.' },
  'problem.cannot-play': { zh: '这台设备播放不了这条语音', en: 'This device cannot play the voice message.' },
  'problem.phone-full': {
    zh: '手机空间不足，请清理后再试',
    en: 'The phone has no room left. Free some, then try again.',
  },
  'problem.not-kept': { zh: '手机没能存下这个文件', en: 'The phone could not keep the file.' },
  'problem.bad-body': { zh: '这条消息无法发送', en: 'This message cannot be sent.' },
  'problem.unknown-media': {
    zh: '文件已失效，请重新发送',
    en: 'The file is no longer there. Send it again.',
  },
  'problem.media-used': { zh: '文件已经发送过了', en: 'The file was sent before.' },
  'problem.empty-file': { zh: '文件是空的', en: 'The file is empty.' },
  'problem.file-too-large': { zh: '文件太大了', en: 'The file is too large.' },
  'problem.wrong-type': {
    zh: '图片只能是 JPEG、PNG、GIF 或 WebP',
    en: 'Pictures can be JPEG, PNG, GIF or WebP.',
  },
  'problem.broken-file': { zh: '文件已损坏', en: 'The file is damaged.' },
  'problem.not-examined': {
    zh: '服务器无法处理这个文件，可以作为文件发送',
    en: 'The server could not process this. Send it as a file.',
  },
  'problem.unknown-length': {
    zh: '无法得知录音或视频的长度，可以作为文件发送',
    en: 'The recording does not tell its length. Send it as a file.',
  },
  'problem.busy': {
    zh: '服务器正在处理很多文件，请稍后再试',
    en: 'The server has many files to look at. Try again soon.',
  },
  'problem.too-many-pixels': { zh: '图片尺寸太大了', en: 'The picture has too many pixels.' },
  'problem.too-long': { zh: '录音或视频太长了', en: 'The recording is too long.' },
  'problem.quota-reached': { zh: '你上传的文件已达上限', en: 'You have uploaded as much as you may.' },
  'problem.storage-full': { zh: '服务器空间已满', en: 'The server has no room left.' },
  'problem.microphone': {
    zh: '没有麦克风权限，请在设置中打开',
    en: 'The microphone is not allowed. Allow it in the settings.',
  },
  'problem.recorder-busy': {
    zh: '麦克风正在被使用（例如通话），结束后再试',
    en: 'The microphone is in use, by a call perhaps. Try again after it.',
  },
  'problem.recorder-cut': {
    zh: '录音被打断，没有录到内容，请重新按住说话',
    en: 'The recording was interrupted and nothing was kept. Hold to talk again.',
  },
  'problem.recorder': { zh: '录音没有成功', en: 'The recording failed.' },
  'problem.too-short': { zh: '说话时间太短', en: 'Too short. Hold while you talk.' },
  'problem.canceled': { zh: '已取消', en: 'Canceled' },
} as const
