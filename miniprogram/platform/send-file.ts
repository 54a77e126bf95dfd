import type { HttpAnswer } from '../api/http'
import type { SendFile } from '../api/media'
import { Refused } from '../session/refused'

/** Milliseconds: the longest that WeChat allows. */
const patienceMs = 60_000

/** Uploads by `wx.uploadFile` to the server at `base`. */
export function openFiles(base: string): SendFile {
  return ({ path, file, token }, onProgress) => {
    let task: WechatMiniprogram.UploadTask | undefined
    const answer = new Promise<HttpAnswer>((resolve, reject) => {
      task = wx.uploadFile({
        url: base + path,
        filePath: file,
        name: 'file',
        header: { authorization: `Bearer ${token}` },
        timeout: patienceMs,
        success: ({ statusCode, data }) => resolve({ status: statusCode, body: parsed(data) }),
        fail: ({ errMsg }) => reject(new Refused(codeOf(errMsg), errMsg)),
      })
      task.onProgressUpdate(({ progress }) => onProgress(progress))
    })
    return { answer, cancel: () => task?.abort() }
  }
}

/** Unlike `wx.request`, this gives the text of an answer as it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function codeOf(errMsg: string): string {
  if (errMsg.includes('abort')) return 'canceled'
  return errMsg.includes('timeout') ? 'no-answer' : 'offline'
}
