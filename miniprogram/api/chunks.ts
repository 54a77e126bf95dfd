import type { AnswerOf } from '../protocol/index'
import { Refused } from '../session/refused'
import type { Http } from './http'
import type { Files, UploadRequest, UploadTransfer } from './media'

/** How an upload in chunks stands; the chunks that are `missing` are named by their numbers. */
type Progress = AnswerOf<'GET /api/uploads/{upload}'>

/**
 * Uploads of files that are too large for one request. A file that did not get through goes on with what
 * is missing when it is tried again.
 */
export function chunkUploads(http: Http, files: Files) {
  /** Uploads that were begun, by the path of their file. */
  const begun = new Map<string, string>()

  async function standing({ room, kind, name, size, path }: UploadRequest): Promise<Progress> {
    const upload = begun.get(path)
    const going =
      upload === undefined
        ? undefined
        : await http.own('GET /api/uploads/{upload}', { upload }).catch(unlessLost)
    const now = going ?? (await http.own('POST /api/uploads', {}, { room, kind, name, size }))
    begun.set(path, now.upload)
    return now
  }

  async function send(request: UploadRequest, onProgress: (percent: number) => void, checkOn: () => void) {
    const { upload, chunkBytes, missing } = await standing(request)
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
    begun.delete(request.path)
    return body
  }

  return (request: UploadRequest, onProgress: (percent: number) => void): UploadTransfer => {
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

/** The server has forgotten it: it begins anew. */
function unlessLost(error: unknown): undefined {
  if (!(error instanceof Refused) || error.code !== 'unknown-upload') throw error
}
