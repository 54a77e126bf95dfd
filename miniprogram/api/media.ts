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
  address(room: string, media: string, options?: AddressOptions): Promise<string>
  /** The whole address of an avatar that was uploaded. */
  avatar(path: string): string
}

export interface AddressOptions {
  /** The small picture that stands for it in a list. */
  small?: boolean
  /** An address that the server did not take: its pass is given to nobody again. */
  refused?: string | undefined
}

type Pass = AnswerOf<'GET /api/rooms/{room}/pass'>

/** Milliseconds before its end at which a pass is no longer handed out. */
const marginMs = 300_000

/** `base`: the address of the server. */
export function mediaApi(http: Http, files: Files, base: string, clock: Pick<ServerClock, 'now'>): MediaApi {
  const passes = new Map<string, Promise<Pass>>()
  /** Passes that were refused: each is dropped once, for the server may give the very same one again. */
  const doubted = new Set<string>()

  function isGood({ pass, expires }: Pass, refused: string | undefined): boolean {
    if (expires - clock.now() <= marginMs) return false
    if (doubted.has(pass) || !refused?.endsWith(queryOf(pass))) return true
    doubted.add(pass)
    return false
  }

  async function passOf(room: string, refused: string | undefined): Promise<string> {
    const before = passes.get(room)
    const known = await before?.catch(() => undefined)
    // A list asks for many addresses at once: one new pass is for all of them.
    if (passes.get(room) !== before) return passOf(room, refused)
    if (known && isGood(known, refused)) return known.pass
    const asked = http.own('GET /api/rooms/{room}/pass', { room })
    passes.set(room, asked)
    return (await asked).pass
  }

  return {
    upload: openUploads(http, files),

    async poster(media, file) {
      await http.signed(
        'POST /api/media/{media}/poster',
        (token) => files.send({ path: `/api/media/${media}/poster`, file, token }, () => {}).answer,
      )
    },

    async address(room, media, { small = false, refused } = {}) {
      return `${base}/media/${media}${small ? '.thumb' : ''}${queryOf(await passOf(room, refused))}`
    },

    avatar: (path) => base + path,
  }
}

function queryOf(pass: string): string {
  return `?pass=${encodeURIComponent(pass)}`
}
