import type { MediaKind } from '../protocol/index'

/** A file that somebody has chosen. */
export interface Picked {
  kind: MediaKind
  path: string
  name: string
  size: number
}

/** Files that may be chosen at once. */
const most = 9

/** Lets somebody choose pictures, videos or files; nothing when they think better of it. */
export function pickFiles(kind: 'image' | 'video' | 'file'): Promise<Picked[]> {
  return kind === 'file' ? pickAny() : pickMedia(kind)
}

function pickMedia(kind: 'image' | 'video'): Promise<Picked[]> {
  return new Promise((resolve) => {
    wx.chooseMedia({
      count: kind === 'image' ? most : 1,
      mediaType: [kind],
      sizeType: ['compressed'],
      success: (chosen) => resolve(pickedOf(kind, chosen)),
      fail: () => resolve([]),
    })
  })
}

/** Pictures or videos, as WeChat tells of them. */
export function pickedOf(
  kind: 'image' | 'video',
  { tempFiles }: Pick<WechatMiniprogram.ChooseMediaSuccessCallbackResult, 'tempFiles'>,
): Picked[] {
  return tempFiles.map(({ tempFilePath: path, size }) => ({ kind, path, size, name: '' }))
}

/** WeChat gives out files of its chats, and no others. */
function pickAny(): Promise<Picked[]> {
  return new Promise((resolve) => {
    wx.chooseMessageFile({
      count: most,
      type: 'all',
      success: ({ tempFiles }) =>
        resolve(tempFiles.map(({ path, name, size }) => ({ kind: 'file', path, name, size }))),
      fail: () => resolve([]),
    })
  })
}
