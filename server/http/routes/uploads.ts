import { Type } from 'typebox'
import type { AnswerOf, BodyOf } from '#protocol'
import { limits } from '#protocol'
import { assemble } from '../../media/assemble'
import { chunkSize, chunksOf, comingOf, missingChunks, takeChunk } from '../../media/chunks'
import { begin } from '../../media/receive'
import { identityOf } from '../authentication'
import { readBytes } from '../bodies'
import { exactly } from '../exactly'
import type { HttpOptions } from '../options'
import { paced } from '../paced'
import { HttpProblem, withBody, withToken } from '../problems'
import { responses } from '../responses'
import { media } from '../schemas'
import { senderGone } from '../sender-gone'
import { type Routes, security } from '../typed-fastify'
import { uncheckedBody } from '../validators'
import { kind, mayUpload, name, room, withBytes } from './media'

const params = Type.Object({ upload: Type.String({ pattern: '^[a-z0-9]{1,64}$' }) })
const progress = exactly<AnswerOf<'POST /api/uploads'> & AnswerOf<'GET /api/uploads/{upload}'>>()(
  Type.Object({
    upload: Type.String(),
    chunkBytes: Type.Integer(),
    missing: Type.Array(Type.Integer()),
  }),
)

/** Uploads in chunks: each may be sent again, in any order, and nothing that has come is sent twice. */
export async function uploadRoutes(http: Routes, options: HttpOptions): Promise<void> {
  announceRoute(http, options)
  progressRoute(http, options)
  doneRoute(http, options)
  await http.register(async (chunks: Routes) => {
    readBytes(chunks, limits.chunkBytes)
    chunks.addHook('preParsing', async (request, _reply, body) => paced(body, request, options.media.pace))
    chunkRoute(chunks, options)
  })
}

function announceRoute(http: Routes, options: HttpOptions): void {
  const schema = {
    summary: 'Begin an upload that comes in chunks',
    security,
    body: exactly<BodyOf<'POST /api/uploads'>>()(
      Type.Object({ room, kind, name, size: Type.Integer({ minimum: 1 }) }),
    ),
    response: responses(
      { 200: progress },
      ...withToken,
      ...withBody,
      'unknown-room',
      'file-too-large',
      'quota-reached',
    ),
  }
  http.post('/api/uploads', { schema }, async (request) => {
    const { size, name = '', ...requested } = request.body
    const { person } = identityOf(request)
    await mayUpload(requested.room, person, options)
    const upload = await begin({ ...requested, name, owner: person }, size, options.media)
    const missing = Array.from({ length: chunksOf(upload) }, (_, chunk) => chunk)
    return { upload: upload.id, chunkBytes: limits.chunkBytes, missing }
  })
}

function progressRoute(http: Routes, { media: ports }: HttpOptions): void {
  const schema = {
    summary: 'Which chunks of an upload are missing',
    security,
    params,
    response: responses({ 200: progress }, ...withToken, 'unknown-upload'),
  }
  http.get('/api/uploads/:upload', { schema }, async (request) => {
    const upload = await comingOf(request.params.upload, identityOf(request).person, ports)
    return { upload: upload.id, chunkBytes: limits.chunkBytes, missing: await missingChunks(upload, ports) }
  })
}

function chunkRoute(http: Routes, { media: ports }: HttpOptions): void {
  const schema = {
    summary: 'A chunk of an upload; the first is 0',
    security,
    params: Type.Object({
      upload: params.properties.upload,
      chunk: Type.String({ pattern: '^\\d{1,4}$' }),
    }),
    consumes: ['application/octet-stream'],
    body: Type.String({ format: 'binary' }),
    response: responses(
      { 204: Type.Null({ description: 'Kept' }) },
      ...withToken,
      'unknown-upload',
      'wrong-body',
      'too-large',
      'storage-full',
    ),
  }
  http.put(
    '/api/uploads/:upload/:chunk',
    { schema, validatorCompiler: uncheckedBody },
    async (request, reply) => {
      const { upload: id } = request.params
      const chunk = Number(request.params.chunk)
      const upload = await comingOf(id, identityOf(request).person, ports)
      const bytes: unknown = request.body
      const isFit = Buffer.isBuffer(bytes) && bytes.length === chunkSize(upload, chunk)
      if (chunk >= chunksOf(upload) || !isFit)
        throw new HttpProblem('bad-request', {
          detail: 'A chunk has chunkBytes bytes, the last one the rest.',
        })
      await takeChunk(upload, chunk, bytes, ports)
      return reply.status(204).send(null)
    },
  )
}

function doneRoute(http: Routes, { media: ports }: HttpOptions): void {
  const schema = {
    summary: 'Put the chunks of an upload together',
    description: 'The answer is the body of the message that is to be said with it.',
    security,
    params,
    response: responses({ 200: media }, ...withToken, 'unknown-upload', 'incomplete', ...withBytes),
  }
  http.post('/api/uploads/:upload/done', { schema }, async (request, reply) =>
    assemble(request.params.upload, identityOf(request).person, ports, senderGone(reply)),
  )
}
