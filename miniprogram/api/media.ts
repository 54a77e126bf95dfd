import type { MediaBody, MediaKind } from '../protocol/index'
import { limits } from '../protocol/index'
import { Refused } from '../session/refused'
import type { Http, HttpAnswer } from './http'

/** A file of this phone that is to be uploaded for a room. */
export interface Parcel {
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
export interface Upload {
  done: Promise<MediaBody>
  cancel(): void
}

/** Sends a file by HTTP; tells how much of it is sent, in percent. */
export type SendFile = (
  request: { path: string; file: string; token: string },
  onProgress: (percent: number) => void,
) => { answer: Promise<HttpAnswer>; cancel(): void }

/** Files of messages: there and back. */
export interface MediaApi {
  /** Uploads a file; the body of the message that is to be said with it. */
  upload(parcel: Parcel, onProgress: (percent: number) => void): Upload
  /** Where a file of a room is, for an hour at least but for the last five minutes. Rejects with `Refused`. */
  address(room: string, media: string, small?: boolean): Promise<string>
}

interface Pass {
  pass: string
  expires: number
}

/** Milliseconds before its end at which a pass is no longer handed out. */
const marginMs = 300_000

/** `base`: the address of the server. `now`: the server's clock, as far as known. */
export function mediaApi(http: Http, sendFile: SendFile, base: string, now: () => number): MediaApi {
  const passes = new Map<string, Promise<Pass>>()

  async function passOf(room: string): Promise<string> {
    const known = await passes.get(room)?.catch(() => undefined)
    if (known && known.expires - now() > marginMs) return known.pass
    const asked = http.own<Pass>('GET', `/api/rooms/${encodeURIComponent(room)}/pass`)
    passes.set(room, asked)
    return (await asked).pass
  }

  return {
    upload({ room, kind, path, name, size }, onProgress) {
      if (size > limits.uploadBytes) return refused('file-too-large')
      const query = `room=${encodeURIComponent(room)}&kind=${kind}&name=${encodeURIComponent(name)}`
      let cancel = () => {}
      const done = http.signed<MediaBody>((token) => {
        const sending = sendFile({ path: `/api/media?${query}`, file: path, token }, onProgress)
        cancel = sending.cancel
        return sending.answer
      })
      return { done, cancel: () => cancel() }
    },

    async address(room, media, small = false) {
      return `${base}/media/${media}${small ? '.thumb' : ''}?pass=${encodeURIComponent(await passOf(room))}`
    },
  }
}

function refused(code: string): Upload {
  return { done: Promise.reject(new Refused(code)), cancel: () => {} }
}
