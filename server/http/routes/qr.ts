import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
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
import { type Routes, security } from '../typed-fastify'

/** The codes that bring others into a room, and to a person. */
export function qrRoute(http: Routes, options: HttpOptions): void {
  const pictures = openInvitePictures(options.signIn.wechat)

  async function draw(request: FastifyRequest, find: (person: string) => Promise<Invite>): Promise<Buffer> {
    const { person } = identityOf(request)
    await limit('picture', person, options)
    return pictures.draw(await find(person), options.publicUrl || ownOrigin(request))
  }

  const send = (reply: FastifyReply, bytes: Buffer) =>
    reply.type(pictureType(bytes) ?? 'image/png').send(bytes)

  http.get('/api/rooms/:room/qr', { schema: roomSchema }, async (request, reply) => {
    const { room } = request.params
    return send(reply, await draw(request, (person) => inviteTo(room, person, options)))
  })

  http.get('/api/people/:id/qr', { schema: personSchema }, async (request, reply) => {
    const id = request.params.id.toLowerCase()
    return send(reply, await draw(request, () => inviteToPerson(id, options)))
  })
}

const picture = media<Buffer>('The picture', 'image/png', 'image/jpeg')

const roomSchema = {
  summary: 'The picture that others scan to come into a room: a mini-program code or a QR code',
  security,
  params: roomParams,
  response: responses({ 200: picture }, ...withToken, 'unknown-room', 'not-found', 'wechat-unavailable'),
}

const personSchema = {
  summary: 'The picture that others scan to find a person: a mini-program code or a QR code',
  security,
  params: Type.Object({ id: Type.String() }),
  response: responses({ 200: picture }, ...withToken, 'unknown-person', 'wechat-unavailable'),
}

async function inviteToPerson(id: string, { ports }: HttpOptions): Promise<Invite> {
  const found = await ports.people.get(id)
  if (!found) throw new HttpProblem('unknown-person')
  return { person: found.id }
}

async function inviteTo(room: string, person: string, { ports }: HttpOptions): Promise<Invite> {
  // Everyone may enter the lobby, so everyone may ask others in.
  if (room === lobby) return { room }
  const card = await roomCard(room, person, ports)
  if (!card) throw new HttpProblem('unknown-room')
  if (card.code === undefined) throw new HttpProblem('not-found', { detail: 'A 1v1 talk has no code.' })
  return { room, code: card.code }
}
