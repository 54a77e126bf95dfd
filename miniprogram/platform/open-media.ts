import { Refused } from '../session/refused'

/** Shows a picture as large as the screen. Without WeChat's menu, which would pass its address on. */
export function showPicture(address: string): void {
  wx.previewImage({ urls: [address], showmenu: false })
}

export function showVideo(address: string): void {
  wx.previewMedia({ sources: [{ url: address, type: 'video' }], showmenu: false })
}

/** Loads a file and opens it in a reader of the phone. Rejects with `Refused`. */
export function openFile(address: string, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = ({ errMsg }: { errMsg: string }) => reject(new Refused('offline', errMsg))
    wx.downloadFile({
      url: address,
      filePath: `${wx.env.USER_DATA_PATH}/${name}`,
      // To WeChat a refusal is a success: only the status shows it.
      success: ({ statusCode, filePath }) => {
        if (statusCode !== 200) return reject(new Refused(codeOf(statusCode)))
        wx.openDocument({ filePath, showMenu: true, success: () => resolve(), fail })
      },
      fail,
    })
  })
}

function codeOf(status: number): string {
  if (status === 401 || status === 403) return 'bad-pass'
  return status === 404 ? 'unknown-media' : `http-${status}`
}
