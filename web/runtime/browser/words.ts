const said = {
  zh: {
    ok: '确定',
    cancel: '取消',
    back: '返回',
    home: '首页',
    choose: '请选择',
    close: '关闭',
    picture: '图片',
    video: '视频',
    copied: '内容已复制',
    linkCopied: '链接已复制',
    send: '发送',
    sendPictures: '发送图片',
    dropPictures: '松开发送图片',
    onlyPictures: '只能粘贴或拖入图片',
    leftOut: (count: number) => `${count} 个未加入：不是图片，或数量过多`,
    cannotPlay: '这台设备或浏览器播放不了这个视频，可以保存后用别的应用打开',
    save: '保存视频',
    notLoaded: '视频没有加载出来，请检查网络后再打开',
    scanCode: '扫二维码',
    pointAtCode: '把二维码放到画面里',
    choosePicture: '从图片识别',
    noCodeInPicture: '这张图片里没有认出二维码，请换一张更清楚的',
    noPage: '页面没有加载出来，请检查网络后再试',
    noScanner: '识别程序没有加载出来，请检查网络后再扫',
    cameraNeedsHttps: '浏览器只允许 https 开头的网址使用摄像头',
    cameraRefused: '没有摄像头权限，请在浏览器的网站设置里允许',
    noCamera: '没有可用的摄像头：没有接上，或正被别的程序使用',
  },
  en: {
    ok: 'OK',
    cancel: 'Cancel',
    back: 'Back',
    home: 'Home',
    choose: 'Choose one',
    close: 'Close',
    picture: 'Picture',
    video: 'Video',
    copied: 'Copied',
    linkCopied: 'Link copied',
    send: 'Send',
    sendPictures: 'Send pictures',
    dropPictures: 'Drop pictures to send them',
    onlyPictures: 'Only pictures can be pasted or dropped.',
    leftOut: (count: number) => `${count} left out: not a picture, or one too many.`,
    cannotPlay: 'This device or browser cannot play this video. Save it and open it with another program.',
    save: 'Save the video',
    notLoaded: 'The video did not load. Check the network and open it again.',
    scanCode: 'Scan a code',
    pointAtCode: 'Hold the code before the camera.',
    choosePicture: 'Choose a picture',
    noCodeInPicture: 'No code could be read in this picture. Choose a clearer one.',
    noPage: 'The page did not load. Check the network and try again.',
    noScanner: 'The reader of codes did not load. Check the network and scan again.',
    cameraNeedsHttps: 'Browsers give the camera only to addresses with https.',
    cameraRefused: 'The camera is not allowed. Allow it in the browser’s settings for this site.',
    noCamera: 'No camera can be used: there is none, or another program has it.',
  },
}

let language: keyof typeof said = 'zh'

/** The few texts of the web room itself, in the language of the pages. */
export const words = (): (typeof said)['zh'] => said[language]

/** Sets the language. Unless it is one of ours: English where the browser's is English, else Chinese. */
export function useLanguage(chosen: string | undefined): void {
  const wanted = chosen === 'zh' || chosen === 'en' ? chosen : navigator.language
  language = /^en\b/i.test(wanted) ? 'en' : 'zh'
  // Screen readers choose the voice by it, and browsers the regional shape of Chinese characters.
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
}
