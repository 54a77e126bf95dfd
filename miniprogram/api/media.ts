import type { AnswerOf, MediaBody, MediaKind } from '../protocol/index'
import { limits } from '../protocol/index'
import { chunkUploads } from './chunks'
import type { Http, HttpAnswer } from './http'

/** A file of this phone that is to be uploaded for a room. */
export interface UploadRequest {
  room: string
  kind: MediaKind
  /** Where the phone has it; as a picker gave it. */
  path: string
  /** What a file is called. */
  name: string
  /** Bytes. */
  size: number
}

/** A file on its way. Rejects with `Refused`; `canceled` after `cancel`. */
export interface UploadTransfer {
  done: Promise<MediaBody>
  cancel(): void
}

/** What the phone does with its files. */
export interface Files {
  /** Sends a file by HTTP as a form; tells how much of it is sent, in percent. */
  send(
    request: { path: string; file: string; token: string },
    onProgress: (percent: number) => void,
  ): { answer: Promise<HttpAnswer>; cancel(): void }
  /** Bytes of a file. Rejects with `Refused` when the phone has it no more. */
  read(file: string, position: number, length: number): Promise<ArrayBuffer>
  /** Sends bytes as they are. */
  put(request: { path: string; bytes: ArrayBuffer; token: string }): Promise<HttpAnswer>
}

/** Files of messages: there and back. */
export interface MediaApi {
  /** Uploads a file; the body of the message that is to be said with it. */
  upload(request: UploadRequest, onProgress: (percent: number) => void): UploadTransfer
  /** Sends the picture by which a video is shown, before the video is said. Rejects with `Refused`. */
  poster(media: string, file: string): Promise<void>
  /** Where a file of a room is, for an hour at least but for the last five minutes. Rejects with `Refused`. */
  address(room: string, media: string, small?: boolean): Promise<string>
  /** The whole address of an avatar that was uploaded. */
  avatar(path: string): string
}

type Pass = AnswerOf<'GET /api/rooms/{room}/pass'>

/** Milliseconds before its end at which a pass is no longer handed out. */
const marginMs = 300_000

/** `base`: the address of the server. `now`: the server's clock, as far as known. */
export function mediaApi(http: Http, files: Files, base: string, now: () => number): MediaApi {
  const inChunks = chunkUploads(http, files)
  const passes = new Map<string, Promise<Pass>>()

  async function passOf(room: string): Promise<string> {
    const known = await passes.get(room)?.catch(() => undefined)
    if (known && known.expires - now() > marginMs) return known.pass
    const asked = http.own('GET /api/rooms/{room}/pass', { room })
    passes.set(room, asked)
    return (await asked).pass
  }

  return {
    upload(request, onProgress) {
      if (request.size > limits.uploadBytes) return inChunks(request, onProgress)
      const { room, kind, path, name } = request
      const query = `room=${encodeURIComponent(room)}&kind=${kind}&name=${encodeURIComponent(name)}`
      let cancel = () => {}
      const done = http.signed('POST /api/media', (token) => {
        const sending = files.send({ path: `/api/media?${query}`, file: path, token }, onProgress)
        cancel = sending.cancel
        return sending.answer
      })
      return { done, cancel: () => cancel() }
    },

    async poster(media, file) {
      await http.signed(
        'POST /api/media/{media}/poster',
        (token) => files.send({ path: `/api/media/${media}/poster`, file, token }, () => {}).answer,
      )
    },

    async address(room, media, small = false) {
      return `${base}/media/${media}${small ? '.thumb' : ''}?pass=${encodeURIComponent(await passOf(room))}`
    },

    avatar: (path) => base + path,
  }
}
