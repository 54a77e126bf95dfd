import { refusedBy } from '../api/http'
import { Refused } from '../session/refused'
import { append, bytesOf, makeRoom, remove } from './opened-files'
import { problemOf } from './request'

/**
 * Bytes of one piece, each with a minute to come: a line of 18 kB/s brings any file. Not one long request: WeChat's page on the network names
 * 60 s as the longest timeout (developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html).
 */
const pieceBytes = 1_048_576
const pieceMs = 60_000

/** Gives the address of a file. `refused`: an address that the server did not take; then another pass is asked for. */
export type AddressOf = (refused?: string) => Promise<string>

export interface Download {
  /** The path on the phone. Rejects with `Refused`: `canceled` when it was. */
  done: Promise<string>
  cancel(): void
}

/**
 * Brings a file onto the phone, piece by piece. What came before it was canceled or failed is kept, and not asked for again. `onProgress`:
 * how much of it is there, in percent.
 */
export function download(
  { path, size }: { path: string; size: number },
  addressOf: AddressOf,
  onProgress: (percent: number) => void,
): Download {
  let isCanceled = false
  let piece: Piece | undefined
  const read = async (url: string, from: number) => {
    if (isCanceled) throw new Refused('canceled')
    piece = readPiece(url, from, Math.min(from + pieceBytes, size) - 1)
    return piece.bytes
  }
  const run = async () => {
    makeRoom(path, size)
    if (bytesOf(path) > size) remove(path)
    for (let at = bytesOf(path); at < size; ) {
      onProgress(Math.floor((at / size) * 100))
      const from = at
      const bytes = await withPass(addressOf, (url) => read(url, from))
      if (isCanceled) throw new Refused('canceled')
      await append(path, at, bytes)
      at += bytes.byteLength
    }
    if (isCanceled) throw new Refused('canceled')
    return path
  }
  return {
    done: run(),
    cancel() {
      isCanceled = true
      piece?.abort()
    },
  }
}

/** Asks for the first byte of a file: rejects with `Refused` that says why it is not to be had. */
export async function reach(url: string): Promise<void> {
  await readPiece(url, 0, 0).bytes
}

/** Does something with an address; where its pass was not taken, once more with a new one. */
export async function withPass<T>(addressOf: AddressOf, use: (url: string) => Promise<T>): Promise<T> {
  const url = await addressOf()
  try {
    return await use(url)
  } catch (error) {
    if (!isPassRefused(error)) throw error
    return use(await addressOf(url))
  }
}

export function isPassRefused(error: unknown): boolean {
  return error instanceof Refused && error.code === 'bad-pass'
}

interface Piece {
  bytes: Promise<ArrayBuffer>
  abort(): void
}

function readPiece(url: string, first: number, last: number): Piece {
  let task: WechatMiniprogram.RequestTask | undefined
  const bytes = new Promise<ArrayBuffer>((resolve, reject) => {
    task = wx.request({
      url,
      header: { range: `bytes=${first}-${last}` },
      responseType: 'arraybuffer',
      timeout: pieceMs,
      success: ({ statusCode, data }) => {
        const isPart = statusCode === 206 || (statusCode === 200 && first === 0)
        if (isPart && data instanceof ArrayBuffer && data.byteLength > 0) resolve(data)
        else reject(whyNot(statusCode, data))
      },
      fail: ({ errMsg }) => reject(new Refused(codeOf(errMsg), errMsg)),
    })
  })
  return { bytes, abort: () => task?.abort() }
}

function whyNot(status: number, data: unknown): Refused {
  const problem = refusedBy({ status, body: data instanceof ArrayBuffer ? problemOf(data) : data })
  return problem.code === 'unknown-media' ? new Refused('media-gone') : problem
}

function codeOf(errMsg: string): string {
  if (errMsg.includes('abort')) return 'canceled'
  return errMsg.includes('timeout') ? 'too-slow' : 'offline'
}
