import type { AnswerOf } from '../protocol/index'
import type { ServerClock } from '../session/server-clock'
import type { Files, Http } from './http'
import { openUploads, type UploadFile } from './uploads'

/** Files of messages: there and back. */
export interface MediaApi {
  /** Uploads a file; the body of the message that is to be said with it. */
  upload: UploadFile
  /** Sends the picture by which a video is shown, before the video is said. Rejects with `Refused`. */
  poster(media: string, file: string): Promise<void>
  /** Where a file of a room is, for an hour at least but for the last five minutes. Rejects with `Refused`. */
  address(room: string, media: string, small?: boolean): Promise<string>
  /** An address was refused, or did not load for a reason that no host tells: its pass is not handed out again. */
  refused(room: string, address: string): void
  /** The whole address of an avatar that was uploaded. */
  avatar(path: string): string
}

type Pass = AnswerOf<'GET /api/rooms/{room}/pass'>

/** Milliseconds before its end at which a pass is no longer handed out. */
const marginMs = 300_000

/** `base`: the address of the server. */
export function mediaApi(http: Http, files: Files, base: string, clock: Pick<ServerClock, 'now'>): MediaApi {
  const passes = new Map<string, Promise<Pass>>()
  /** Passes that were refused: each is dropped once, for the server may give the very same one again. */
  const doubted = new Set<string>()

  async function passOf(room: string): Promise<string> {
    const known = passes.get(room) ?? ask(room)
    const { pass, expires } = await known
    if (expires - clock.now() > marginMs) return pass
    // The pictures of a room ask together: the first one has asked anew.
    const now = passes.get(room)
    return (await (now && now !== known ? now : ask(room))).pass
  }

  function ask(room: string): Promise<Pass> {
    const asked = http.own('GET /api/rooms/{room}/pass', { room })
    passes.set(room, asked)
    asked.catch(() => passes.get(room) === asked && passes.delete(room))
    return asked
  }

  return {
    upload: openUploads(http, files),

    async poster(media, file) {
      await http.signed(
        'POST /api/media/{media}/poster',
        (token) => files.send({ path: `/api/media/${media}/poster`, file, token }, () => {}).answer,
      )
    },

    async address(room, media, small = false) {
      return `${base}/media/${media}${small ? '.thumb' : ''}?pass=${encodeURIComponent(await passOf(room))}`
    },

    refused(room, address) {
      const pass = address.slice(address.indexOf('?pass='))
      if (doubted.has(pass)) return
      doubted.add(pass)
      passes.delete(room)
    },

    avatar: (path) => base + path,
  }
}
