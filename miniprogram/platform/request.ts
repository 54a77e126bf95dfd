import type { HttpAnswer, HttpRequest, SendRequest } from '../api/http'
import { Refused } from '../session/refused'

/** Milliseconds in which an answer must be there. */
const timeoutMs = 10_000

/** Requests by `wx.request` to the server at `base`. */
export function openRequests(base: string): SendRequest {
  return (request) =>
    new Promise((resolve, reject) => {
      wx.request({
        url: base + request.path,
        method: request.method,
        header: headerOf(request),
        timeout: timeoutMs,
        responseType: request.picture ? 'arraybuffer' : 'text',
        ...(request.body && { data: request.body }),
        success: ({ statusCode, data }) => resolve(answerOf(statusCode, data)),
        fail: ({ errMsg }) =>
          reject(new Refused(errMsg.includes('timeout') ? 'no-answer' : 'offline', errMsg)),
      })
    })
}

function headerOf({ token, seal, body }: HttpRequest): Record<string, string> {
  return {
    ...(body && { 'content-type': 'application/json' }),
    ...(seal !== undefined && { seal }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  }
}

function answerOf(status: number, data: unknown): HttpAnswer {
  if (!(data instanceof ArrayBuffer)) return { status, body: data }
  return { status, body: status === 200 ? pictureOf(data) : problemOf(data) }
}

function pictureOf(bytes: ArrayBuffer): string {
  // A PNG begins with 0x89; WeChat makes its codes as JPEG.
  const type = new Uint8Array(bytes)[0] === 0x89 ? 'image/png' : 'image/jpeg'
  return `data:${type};base64,${wx.arrayBufferToBase64(bytes)}`
}

/** What the server says of a request that was to bring bytes, where it says something. */
export function problemOf(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''))
  } catch {
    return undefined
  }
}
