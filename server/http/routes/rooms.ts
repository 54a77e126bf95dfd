import { Type } from 'typebox'
import type { AnswerOf } from '#protocol'
import { limits } from '#protocol'
import { pageOf } from '../../chat/history'
import { isMember } from '../../chat/membership'
import { roomCard as cardFor, listRooms } from '../../chat/room-card'
import { identityOf } from '../authentication'
import { exactly } from '../exactly'
import type { HttpOptions } from '../options'
import { HttpProblem, withToken } from '../problems'
import { responses } from '../responses'
import { message, roomParams as params, roomCard } from '../schemas'
import { onlySealed } from '../sealed-answers'
import { type Routes, security } from '../typed-fastify'

const fromOne = { minimum: 1, maximum: Number.MAX_SAFE_INTEGER }
/** As in a `history` frame, whose rules are these. */
const where = Type.Object({
  before: Type.Optional(Type.Integer(fromOne)),
  after: Type.Optional(Type.Integer({ ...fromOne, minimum: 0 })),
  around: Type.Optional(Type.Integer(fromOne)),
  limit: Type.Optional(
    Type.Integer({ ...fromOne, description: `More than ${limits.pageMessages} are never given.` }),
  ),
})

const page = Type.Object({
  messages: Type.Array(message),
  more: Type.Boolean(),
  moreAfter: Type.Optional(
    Type.Boolean({ description: 'Of a page `around` a message: whether there are further ones behind it.' }),
  ),
})

/** One's rooms, and what was said in them. */
export function roomRoutes(http: Routes, options: HttpOptions): void {
  const { ports } = options
  const onRequest = onlySealed(options)
  const rooms = exactly<AnswerOf<'GET /api/rooms'>>()(Type.Object({ rooms: Type.Array(roomCard) }))
  const listing = {
    summary: 'The rooms and talks one is a member of, the one with the newest message first',
    security,
    response: responses({ 200: rooms }, ...withToken, 'sealed-only'),
  }
  http.get('/api/rooms', { schema: listing, onRequest }, async (request) => {
    return { rooms: await listRooms(identityOf(request).person, ports) }
  })

  const showing = {
    summary: 'One of the rooms one is a member of',
    security,
    params,
    response: responses({ 200: roomCard }, ...withToken, 'sealed-only', 'unknown-room'),
  }
  http.get('/api/rooms/:room', { schema: showing, onRequest }, async (request) => {
    const card = await cardFor(request.params.room, identityOf(request).person, ports)
    if (!card) throw new HttpProblem('unknown-room')
    return card
  })

  const paging = {
    summary: 'A page of history, oldest first: before a `seq`, after one, around one, or the newest',
    security,
    params,
    querystring: where,
    response: responses({ 200: page }, ...withToken, 'sealed-only', 'unknown-room', 'unknown-message'),
  }
  http.get('/api/rooms/:room/messages', { schema: paging, onRequest }, async (request) => {
    const { room } = request.params
    const { before, after, around } = request.query
    if ([before, after, around].filter((place) => place !== undefined).length > 1)
      throw new HttpProblem('bad-request', { detail: 'Give one of before, after and around.' })
    // To a stranger the room is not there.
    const { person } = identityOf(request)
    if (!(await isMember(room, person, ports.store))) throw new HttpProblem('unknown-room')
    const found = await pageOf(room, person, request.query, ports)
    if (!found) throw new HttpProblem('unknown-message')
    return found
  })
}
