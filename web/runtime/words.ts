const isEnglish = /^en\b/i.test(navigator.language)

/** The few words that the web room itself says: Chinese, or English where the browser is, as on the pages. */
export const words = {
  cancel: isEnglish ? 'Cancel' : '取消',
  send: isEnglish ? 'Send' : '发送',
  sendPictures: isEnglish ? 'Send pictures' : '发送图片',
  dropPictures: isEnglish ? 'Drop pictures to send them' : '松开发送图片',
  onlyPictures: isEnglish ? 'Only pictures can be pasted or dropped.' : '只能粘贴或拖入图片',
  leftOut: (count: number) =>
    isEnglish
      ? `${count} left out: not a picture, or one too many.`
      : `${count} 个未加入：不是图片，或数量过多`,
}
