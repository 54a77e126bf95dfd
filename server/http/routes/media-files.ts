import type { FastifyReply, FastifyRequest } from 'fastify'
import rangeParser from 'range-parser'
import { Type } from 'typebox'
import type { Span } from '../../media/blobs'
import { thumbKey } from '../../media/keys'
import { type Shown, shownBy } from '../../media/show'
import type { HttpOptions } from '../options'
import { HttpProblem } from '../problems'
import { media, responses } from '../responses'
import type { Routes } from '../typed-fastify'

/** Nothing that is stored may run, load or show anything, even when somebody opens it as a page. */
export const filePolicy = "default-src 'none'; style-src 'none'; sandbox"

/** Of pictures, voices and videos what they are; of files, which are only to be saved, the last. */
const types = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'video/mp4',
  'video/quicktime',
  'application/octet-stream',
]

/** What was uploaded, for those who have a pass of its room. */
export function mediaFileRoutes(http: Routes, options: HttpOptions): void {
  const { passes, ports } = options
  const schema = {
    summary: 'The bytes of an upload; with `.thumb` behind its id the small picture of a picture or a video',
    description: 'Takes `Range`. The pass comes from `GET /api/rooms/{room}/pass`.',
    params: Type.Object({ media: Type.String({ pattern: '^[a-z0-9]{1,64}(\\.thumb)?$' }) }),
    querystring: Type.Object({ pass: Type.String() }),
    headers: Type.Object({ range: Type.Optional(Type.String({ description: 'One span: `bytes=0-1023`.' })) }),
    response: responses(
      {
        200: media<Buffer>('The bytes', ...types),
        206: media<Buffer>('The span that was asked for; `Content-Range` says which', ...types),
      },
      'bad-pass',
      'unknown-media',
      'bad-range',
    ),
  }
  http.get('/media/:media', { schema }, async (request, reply) => {
    // Also what a stranger is told must not stay in a cache.
    reply.header('cache-control', 'no-store').header('content-security-policy', filePolicy)
    const pass = await passes.verify(request.query.pass)
    if (!pass) throw new HttpProblem('bad-pass')
    const [id = '', thumb] = request.params.media.split('.')
    const shown = await shownBy(pass, id, ports.store)
    if (!shown || (thumb && !('width' in shown.body))) throw new HttpProblem('unknown-media')
    const sending = thumb ? sendThumb(shown, reply, options) : sendFile(shown, request, reply, options)
    return sending
  })
}

async function sendThumb({ key }: Shown, reply: FastifyReply, options: HttpOptions) {
  return send(thumbKey(key), undefined, reply.type('image/jpeg'), options)
}

async function sendFile(
  { body, key }: Shown,
  request: FastifyRequest,
  reply: FastifyReply,
  options: HttpOptions,
) {
  const { size } = body
  reply.header('accept-ranges', 'bytes').type('type' in body ? body.type : 'application/octet-stream')
  if ('name' in body)
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encoded(body.name)}`)
  const span = spanOf(request.headers.range, size)
  if (span === 'unsatisfiable') {
    reply.header('content-range', `bytes */${size}`)
    throw new HttpProblem('bad-range')
  }
  if (span) reply.status(206).header('content-range', `bytes ${span.start}-${span.end}/${size}`)
  reply.header('content-length', span ? span.end - span.start + 1 : size)
  return send(key, span, reply, options)
}

async function send(
  key: string,
  span: Span | undefined,
  reply: FastifyReply,
  { media: { blobs } }: HttpOptions,
) {
  const bytes = await blobs.open(key, span)
  if (!bytes) throw new HttpProblem('unknown-media')
  // It never changes, and the pass in its address ends.
  reply.header('cache-control', 'private, max-age=3600, immutable')
  // The web room may be opened from another origin; the pass is what protects.
  return reply.header('cross-origin-resource-policy', 'cross-origin').send(bytes)
}

/** The one span that is asked for. Several at once, and what is no range, are answered with the whole. */
function spanOf(header: string | undefined, size: number): Span | 'unsatisfiable' | undefined {
  if (header === undefined) return undefined
  const ranges = rangeParser(size, header)
  if (ranges === -1) return 'unsatisfiable'
  const [span, ...more] = ranges === -2 || ranges.type !== 'bytes' ? [] : ranges
  return more.length === 0 ? span : undefined
}

/** By RFC 8187, which leaves fewer characters as they are than addresses do. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
