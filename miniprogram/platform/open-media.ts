import { Refused } from '../session/refused'
import { remove } from './opened-files'

/** What WeChat's reader of documents takes; of anything else it says that it failed. */
const documents = ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'pdf'] as const
const pictures = ['jpg', 'jpeg', 'png', 'gif', 'webp', 'bmp']
const films = ['mp4', 'mov', 'm4v']

type DocumentType = (typeof documents)[number]

/** How a name ends, where it says what the file is: in small letters and digits, six at most. */
export function endingOf(name: string): string {
  return /\.([a-z\d]{1,6})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** Shows a picture as large as the screen. Without WeChat's menu, which would pass its address on. Rejects with `Refused`. */
export function showPicture(address: string): Promise<void> {
  return called('cannot-open', (ends) => wx.previewImage({ urls: [address], showmenu: false, ...ends }))
}

/** Rejects with `Refused`. */
export function showVideo(address: string): Promise<void> {
  return called('cannot-open', (ends) =>
    wx.previewMedia({ sources: [{ url: address, type: 'video' }], showmenu: false, ...ends }),
  )
}

/** Puts a picture into the album of a phone; on a computer it is saved as a file. Rejects with `Refused`: `album` when it is not allowed. */
export function saveImage(filePath: string): Promise<void> {
  const isComputer = ['windows', 'mac'].includes(platform())
  return called('not-kept', (ends) =>
    isComputer ? wx.saveFileToDisk({ filePath, ...ends }) : wx.saveImageToPhotosAlbum({ filePath, ...ends }),
  )
}

/** Shows a file that is on the phone. False where the phone has nothing to show it with: it can be handed on. */
export function showFile(filePath: string): Promise<boolean> {
  const shown = show(filePath, endingOf(filePath))
  return shown.then(
    () => true,
    () => false,
  )
}

function show(filePath: string, ending: string): Promise<void> {
  if (pictures.includes(ending)) return showPicture(filePath)
  if (films.includes(ending)) return showVideo(filePath)
  const fileType = documents.find((one): one is DocumentType => one === ending)
  // A browser has no reader, and saves what it is given.
  if (!fileType || platform() === 'web') return Promise.reject(new Refused('cannot-open'))
  return called('cannot-open', (ends) => wx.openDocument({ filePath, fileType, showMenu: true, ...ends }))
}

/** Whether handing a file on begins with a tap: on phones WeChat allows it nothing else, and a download lies between. */
export function needsTap(): boolean {
  return !['web', 'windows', 'mac'].includes(platform())
}

/** Gives a file out: to a chat of WeChat, or on a computer to its disk. Rejects with `Refused`: `canceled` when the person turned away. */
export async function handOn(filePath: string, fileName: string): Promise<void> {
  const isComputer = ['windows', 'mac'].includes(platform())
  await called('cannot-open', (ends) =>
    isComputer
      ? wx.saveFileToDisk({ filePath, ...ends })
      : wx.shareFileMessage({ filePath, fileName, ...ends }),
  )
  // A chat may still be sending it.
  if (!needsTap()) remove(filePath)
}

function platform(): string {
  return wx.getDeviceInfo().platform
}

interface Ends {
  success(): void
  fail(failure: { errMsg: string }): void
}

/** Calls WeChat, and refuses with `code` where it fails. */
function called(code: string, call: (ends: Ends) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call({
      success: () => resolve(),
      fail: ({ errMsg }) => reject(new Refused(codeOf(errMsg) ?? code, errMsg)),
    })
  })
}

/** What WeChat says of a person's own answers; nothing of other failures. The album may be refused in WeChat, or WeChat by the phone. */
function codeOf(errMsg: string): string | undefined {
  if (errMsg.includes('cancel')) return 'canceled'
  return /auth(orize)? ?(deny|denied|no response)/i.test(errMsg) ? 'album' : undefined
}
