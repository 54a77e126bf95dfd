import { buffer } from 'node:stream/consumers'
import { Type } from 'typebox'
import { dropAvatar, receiveAvatar } from '../../media/avatars'
import { avatarKey } from '../../media/keys'
import { identityOf } from '../authentication'
import { changeMe } from '../change-me'
import { readForms, withFile } from '../forms'
import { limit } from '../limits'
import type { HttpOptions } from '../options'
import { HttpProblem, withToken } from '../problems'
import { media, responses } from '../responses'
import { person } from '../schemas'
import { senderGone } from '../sender-gone'
import { type Routes, security } from '../typed-fastify'
import { uncheckedBody } from '../validators'
import { filePolicy } from './media-files'

/** One's own picture, as an upload. */
export async function avatarRoutes(http: Routes, options: HttpOptions): Promise<void> {
  const schema = {
    summary: 'Upload the picture that others see of oneself',
    description: 'It is drawn anew: a square of 256 pixels. The picture before it is removed.',
    security,
    consumes: ['multipart/form-data'],
    body: Type.Object({ file: Type.String({ format: 'binary' }) }),
    response: responses(
      { 200: person },
      ...withToken,
      'wrong-body',
      'empty-file',
      'file-too-large',
      'wrong-type',
      'broken-file',
      'not-examined',
      'too-many-pixels',
      'quota-reached',
      'busy',
      'storage-full',
    ),
  }
  await http.register(async (uploading: Routes) => {
    await readForms(uploading)
    uploading.post('/api/me/avatar', { schema, validatorCompiler: uncheckedBody }, async (request, reply) => {
      const id = identityOf(request).person
      const signal = senderGone(reply)
      await limit('change', id, options)
      const avatar = await withFile(request, options.media, (file) =>
        receiveAvatar(id, file, options.media, signal),
      )
      return changeMe(id, { avatar }, options).catch(async (error: unknown) => {
        await dropAvatar(avatar, id, options.media).catch(() => undefined)
        throw error
      })
    })
  })
}

/** The pictures that people uploaded of themselves: for everyone who has their address, as names are. */
export function avatarFileRoute(http: Routes, { media: { blobs } }: HttpOptions): void {
  const schema = {
    summary: 'The picture that somebody uploaded of themselves',
    params: Type.Object({ avatar: Type.String({ pattern: '^[a-z0-9]{20}$' }) }),
    response: responses({ 200: media<Buffer>('The picture', 'image/jpeg') }, 'unknown-media'),
  }
  http.get('/media/avatars/:avatar', { schema }, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('content-security-policy', filePolicy)
    const bytes = await blobs.open(avatarKey(request.params.avatar))
    if (!bytes) throw new HttpProblem('unknown-media')
    // Some ten kilobytes: whole, so that its length is known.
    const whole = await buffer(bytes)
    return reply
      .type('image/jpeg')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(whole)
  })
}
