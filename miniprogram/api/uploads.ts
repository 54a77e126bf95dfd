import type { AnswerOf, MediaBody, MediaKind } from '../protocol/index'
import { limits } from '../protocol/index'
import { Refused } from '../session/refused'
import type { Files, Http } from './http'

/** A file of this phone that is to be uploaded for a room. */
export interface UploadRequest {
  room: string
  kind: MediaKind
  /** Where the phone has it; as a picker gave it. */
  path: string
  /** What it is called; empty where that is not known. */
  name: string
  /** Bytes. */
  size: number
}

/** A file on its way. Rejects with `Refused`; `canceled` after `cancel`. */
export interface UploadTransfer {
  done: Promise<MediaBody>
  cancel(): void
}

/** Begins an upload; `onProgress` is called with how much of it is sent, in percent. */
export type UploadFile = (request: UploadRequest, onProgress: (percent: number) => void) => UploadTransfer

/** The progress of an upload in chunks; those that are `missing` are named by their numbers. */
type Progress = AnswerOf<'GET /api/uploads/{upload}'>

/**
 * Uploads of files: in one request, or in chunks when they are too large for that. A large file that did not get through goes on
 * with what is missing when it is tried again.
 */
export function openUploads(http: Http, files: Files): UploadFile {
  const inChunks = chunkUploads(http, files)
  return (request, onProgress) => {
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
  }
}

function chunkUploads(http: Http, files: Files): UploadFile {
  /** Uploads that were begun, by kind and path: what is sent once more as a file is another upload. */
  const begun = new Map<string, string>()

  async function progressOf(request: UploadRequest): Promise<Progress> {
    const { room, kind, name, size } = request
    const upload = begun.get(keyOf(request))
    const going =
      upload === undefined
        ? undefined
        : await http.own('GET /api/uploads/{upload}', { upload }).catch(unlessLost)
    const now = going ?? (await http.own('POST /api/uploads', {}, { room, kind, name, size }))
    begun.set(keyOf(request), now.upload)
    return now
  }

  async function send(request: UploadRequest, onProgress: (percent: number) => void, checkOn: () => void) {
    const { upload, chunkBytes, missing } = await progressOf(request)
    const all = Math.ceil(request.size / chunkBytes)
    let sent = all - missing.length
    for (const chunk of missing) {
      checkOn()
      const position = chunk * chunkBytes
      const bytes = await files.read(request.path, position, Math.min(chunkBytes, request.size - position))
      await http.signed('PUT /api/uploads/{upload}/{chunk}', (token) =>
        files.put({ path: `/api/uploads/${upload}/${chunk}`, bytes, token }),
      )
      sent += 1
      onProgress(Math.round((sent / all) * 100))
    }
    checkOn()
    const body = await http.own('POST /api/uploads/{upload}/done', { upload })
    begun.delete(keyOf(request))
    return body
  }

  return (request, onProgress) => {
    let isCanceled = false
    const checkOn = () => {
      if (isCanceled) throw new Refused('canceled')
    }
    return {
      done: send(request, onProgress, checkOn),
      cancel: () => {
        isCanceled = true
      },
    }
  }
}

const keyOf = ({ kind, path }: UploadRequest) => `${kind} ${path}`

/** The server has forgotten the upload: it is begun again. */
function unlessLost(error: unknown): undefined {
  if (!(error instanceof Refused) || error.code !== 'unknown-upload') throw error
}
