import type { Files, HttpAnswer } from '../api/http'
import { Refused } from '../session/refused'

/** Milliseconds: the longest that WeChat allows. */
const timeoutMs = 60_000

/** The phone's files, and the server at `base` to which they go. */
export function openFiles(base: string): Files {
  return { send, read, put }

  function send(...[{ path, file, token }, onProgress]: Parameters<Files['send']>) {
    let task: WechatMiniprogram.UploadTask | undefined
    const answer = new Promise<HttpAnswer>((resolve, reject) => {
      task = wx.uploadFile({
        url: base + path,
        filePath: file,
        name: 'file',
        header: { authorization: `Bearer ${token}` },
        timeout: timeoutMs,
        success: ({ statusCode, data }) => resolve({ status: statusCode, body: parsed(data) }),
        fail: ({ errMsg }) => reject(new Refused(codeOf(errMsg), errMsg)),
      })
      task.onProgressUpdate(({ progress }) => onProgress(progress))
    })
    return { answer, cancel: () => task?.abort() }
  }

  function put({ path, bytes, token }: Parameters<Files['put']>[0]): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      wx.request({
        url: base + path,
        method: 'PUT',
        header: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
        data: bytes,
        timeout: timeoutMs,
        success: ({ statusCode, data }) => resolve({ status: statusCode, body: data }),
        fail: ({ errMsg }) => reject(new Refused(codeOf(errMsg), errMsg)),
      })
    })
  }
}

function read(filePath: string, position: number, length: number): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    wx.getFileSystemManager().readFile({
      filePath,
      position,
      length,
      success: ({ data }) => resolve(data),
      fail: ({ errMsg }) => reject(new Refused('file-gone', errMsg)),
    })
  })
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
  if (/file not (?:found|exist)|no such file/.test(errMsg)) return 'file-gone'
  if (errMsg.includes('file data is empty')) return 'empty-file'
  return errMsg.includes('timeout') ? 'no-answer' : 'offline'
}
