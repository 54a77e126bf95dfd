import { Type } from 'typebox'
import type { AnswerOf, MediaKind } from '#protocol'
import { isMember } from '../../chat/membership'
import { mostBytes } from '../../media/most-bytes'
import { receivePoster, unsaidVideo } from '../../media/poster'
import { receive } from '../../media/receive'
import { identityOf } from '../authentication'
import { exactly } from '../exactly'
import { readForms, withFile } from '../forms'
import { limit } from '../limits'
import type { HttpOptions } from '../options'
import { HttpProblem, withToken } from '../problems'
import { responses } from '../responses'
import { media, roomParams } from '../schemas'
import { senderGone } from '../sender-gone'
import { type Routes, security } from '../typed-fastify'
import { uncheckedBody } from '../validators'

/** What may be wrong with the bytes of an upload. */
export const withBytes = [
  'empty-file',
  'file-too-large',
  'wrong-type',
  'broken-file',
  'not-examined',
  'unknown-length',
  'too-many-pixels',
  'too-long',
  'quota-reached',
  'busy',
  'storage-full',
] as const

export const kind = Type.Enum(Object.keys(mostBytes) as MediaKind[])
/** Longer ones are cut by `tidyFileName`; this keeps nonsense away from it. */
export const name = Type.Optional(
  Type.String({ maxLength: 1_024, description: 'Of a file: what it is called.' }),
)
export const room = Type.String({ pattern: '^[\\w.-]{1,64}$' })

/** Uploads in one piece, and the passes that show what was uploaded. */
export async function mediaRoutes(http: Routes, options: HttpOptions): Promise<void> {
  passRoute(http, options)
  await http.register(async (uploading: Routes) => {
    await readForms(uploading)
    uploadRoute(uploading, options)
    posterRoute(uploading, options)
  })
}

function uploadRoute(http: Routes, options: HttpOptions): void {
  const schema = {
    summary: 'Upload a picture, a voice message, a video or a file for a room',
    description: 'The answer is the body of the message that is to be said with it.',
    security,
    consumes: ['multipart/form-data'],
    querystring: Type.Object({ room, kind, name }),
    body: Type.Object({ file: Type.String({ format: 'binary' }) }),
    response: responses({ 200: media }, ...withToken, 'unknown-room', 'wrong-body', ...withBytes),
  }
  http.post('/api/media', { schema, validatorCompiler: uncheckedBody }, async (request, reply) => {
    const { person } = identityOf(request)
    const signal = senderGone(reply)
    const requested = { ...request.query, owner: person }
    await mayUpload(requested.room, person, options)
    return withFile(request, options.media, (file, filename) =>
      receive({ ...requested, name: requested.name ?? filename }, file, options.media, signal),
    )
  })
}

function posterRoute(http: Routes, options: HttpOptions): void {
  const schema = {
    summary: 'Upload the picture that stands for a video, before the video is said',
    description:
      'It is drawn anew, and small. Without one there is a plain picture of the shape of the video.',
    security,
    params: Type.Object({ media: Type.String({ pattern: '^[a-z0-9]{1,64}$' }) }),
    consumes: ['multipart/form-data'],
    body: Type.Object({ file: Type.String({ format: 'binary' }) }),
    response: responses(
      { 204: Type.Null({ description: 'Kept' }) },
      ...withToken,
      'unknown-upload',
      'wrong-body',
      'file-too-large',
      'wrong-type',
      'broken-file',
      'not-examined',
      'too-many-pixels',
      'busy',
      'storage-full',
    ),
  }
  const route = { schema, validatorCompiler: uncheckedBody }
  http.post('/api/media/:media/poster', route, async (request, reply) => {
    const { person } = identityOf(request)
    await limit('upload', person, options)
    const video = await unsaidVideo(request.params.media, person, options.media)
    const signal = senderGone(reply)
    await withFile(request, options.media, (file) => receivePoster(video, file, options.media, signal))
    return reply.status(204).send(null)
  })
}

/** Who is no member of a room uploads nothing for it, and nobody too much at a time. */
export async function mayUpload(room: string, person: string, options: HttpOptions): Promise<void> {
  await limit('upload', person, options)
  if (!(await isMember(room, person, options.ports.store))) throw new HttpProblem('unknown-room')
}

function passRoute(http: Routes, { ports, passes }: HttpOptions): void {
  const pass = exactly<AnswerOf<'GET /api/rooms/{room}/pass'>>()(
    Type.Object({ pass: Type.String(), expires: Type.Integer() }),
  )
  const schema = {
    summary: 'A pass that shows the media of a room, for half an hour at least',
    security,
    params: roomParams,
    response: responses({ 200: pass }, ...withToken, 'unknown-room'),
  }
  http.get('/api/rooms/:room/pass', { schema }, async (request) => {
    const { person } = identityOf(request)
    const { room } = request.params
    if (!(await isMember(room, person, ports.store))) throw new HttpProblem('unknown-room')
    return passes.issue({ person, room })
  })
}
