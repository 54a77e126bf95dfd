import type { PickedFile } from '../uploads/upload-store'

/** Files that may be chosen at once. */
const most = 9

/** Where files come from: pictures or videos of the album, the camera, or any file. */
export type PickedFrom = 'image' | 'video' | 'camera' | 'file'

/** Seconds of a video that is shot now: the longest that WeChat allows. */
const shootSeconds = 60

/** Lets a person choose or make files; none when they cancel. */
export function pickFiles(from: PickedFrom): Promise<PickedFile[]> {
  return from === 'file' ? pickAny() : pickMedia(from)
}

function pickMedia(from: 'image' | 'video' | 'camera'): Promise<PickedFile[]> {
  const isShot = from === 'camera'
  return new Promise((resolve) => {
    wx.chooseMedia({
      count: from === 'image' ? most : 1,
      mediaType: isShot ? ['mix'] : [from],
      sourceType: [isShot ? 'camera' : 'album'],
      sizeType: ['compressed'],
      maxDuration: shootSeconds,
      success: (chosen) => resolve(pickedOf(chosen)),
      fail: () => resolve([]),
    })
  })
}

/** Pictures or videos, as WeChat describes them. */
export function pickedOf({
  tempFiles,
}: Pick<WechatMiniprogram.ChooseMediaSuccessCallbackResult, 'tempFiles'>): PickedFile[] {
  return tempFiles.map(({ tempFilePath: path, size, fileType, thumbTempFilePath: poster, name = '' }) =>
    fileType === 'video'
      ? { kind: 'video', path, size, name, ...(poster && { poster }) }
      : { kind: 'image', path, size, name },
  )
}

/** WeChat gives out files of its chats, and no others. */
function pickAny(): Promise<PickedFile[]> {
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
