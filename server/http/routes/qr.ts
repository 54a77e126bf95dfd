import { lobby } from '#protocol'
import { roomCard } from '../../chat/room-card'
import { pictureType } from '../../wechat/mini-program-code'
import { identityOf } from '../authentication'
import type { Invite } from '../invite-address'
import { openInvitePictures } from '../invite-picture'
import { limit } from '../limits'
import type { HttpOptions } from '../options'
import { ownOrigin } from '../own-origin'
import { HttpProblem, withToken } from '../problems'
import { media, responses } from '../responses'
import { roomParams } from '../schemas'
import { type Routes, security } from './routes'

/** The code that brings others into a room. */
export function qrRoute(http: Routes, options: HttpOptions): void {
  const pictures = openInvitePictures(options.signIn.wechat)
  const schema = {
    summary: 'The picture that others scan to come into a room: a mini-program code or a QR code',
    security,
    params: roomParams,
    response: responses(
      { 200: media<Buffer>('The picture', 'image/png', 'image/jpeg') },
      ...withToken,
      'unknown-room',
      'not-found',
      'wechat-unavailable',
    ),
  }
  http.get('/api/rooms/:room/qr', { schema }, async (request, reply) => {
    const { person } = identityOf(request)
    await limit('picture', person, options)
    const invite = await inviteTo(request.params.room, person, options)
    const bytes = await pictures.draw(invite, options.publicUrl || ownOrigin(request))
    return reply.type(pictureType(bytes) ?? 'image/png').send(bytes)
  })
}

async function inviteTo(room: string, person: string, { ports }: HttpOptions): Promise<Invite> {
  // Everyone may enter the lobby, so everyone may ask others in.
  if (room === lobby) return { room }
  const card = await roomCard(room, person, ports)
  if (!card) throw new HttpProblem('unknown-room')
  if (card.code === undefined) throw new HttpProblem('not-found', { detail: 'A 1v1 talk has no code.' })
  return { room, code: card.code }
}
