import { channel } from 'node:diagnostics_channel'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Guest, TestServer } from '../server/http/server'
import { type Bad, bads, badToken } from './tokens'

/** What an answer is known by: its status, and the code of a problem. */
type Result = `${number}` | `${number} ${string}`
type Request = { url: string; body?: object }

/** A route that takes no token answers the same whatever token comes along. */
interface Open {
  open: Result
  ask: Request
}

/** A route behind a token: 401 without one. The asked thing is one of Ann and Bo; Bo is blocked by Ann. */
interface Own {
  stranger: Result
  blocked: Result
  member: Result
  ask: Request
}

const talk = '/api/rooms/talk'
const same = (result: Result) => ({ stranger: result, blocked: result, member: result })
const membersOnly = { stranger: '404 unknown-room', blocked: '200', member: '200' } as const

/** What comes of each route. A route without a row fails the test below. */
const rows: Record<string, Open | Own> = {
  'GET /': { open: '200', ask: { url: '/' } },
  'GET /app.js': { open: '200', ask: { url: '/app.js' } },
  'GET /healthz': { open: '200', ask: { url: '/healthz' } },
  'GET /readyz': { open: '200', ask: { url: '/readyz' } },
  // For this machine; `tests/unit/server/http/operation.test.ts` asks from elsewhere.
  'GET /metrics': { open: '200', ask: { url: '/metrics' } },
  'GET /api/openapi.json': { open: '200', ask: { url: '/api/openapi.json' } },
  'GET /api/seal': { open: '200', ask: { url: '/api/seal' } },
  'GET /api/login': { open: '200', ask: { url: '/api/login' } },
  'POST /api/register': {
    open: '400 bad-password',
    ask: { url: '/api/register', body: { name: 'eve', password: '1' } },
  },
  'POST /api/login/password': {
    open: '401 wrong-password',
    ask: { url: '/api/login/password', body: { name: 'nobody', password: 'not the right one' } },
  },
  'POST /api/login/guest': { open: '200', ask: { url: '/api/login/guest', body: { name: 'Eve' } } },
  'POST /api/login/wechat': {
    open: '403 sign-in-off',
    ask: { url: '/api/login/wechat', body: { code: 'x' } },
  },
  'POST /api/login/ticket': {
    open: '404 unknown-ticket',
    ask: { url: '/api/login/ticket', body: { ticket: 'x', call: 'x' } },
  },
  'POST /api/renew': { ...same('200'), ask: { url: '/api/renew' } },
  'POST /api/logout': { ...same('204'), ask: { url: '/api/logout' } },
  'POST /api/me/keep': {
    ...same('400 bad-password'),
    ask: { url: '/api/me/keep', body: { name: 'eve', password: '1' } },
  },
  'POST /api/me/password': {
    ...same('409 no-password'),
    ask: { url: '/api/me/password', body: { current: '1', password: '1' } },
  },
  // Only ever one's own; `tests/integration/server/http/accounts.test.ts` tries another's.
  'GET /api/me/sessions': { ...same('200'), ask: { url: '/api/me/sessions' } },
  'DELETE /api/me/sessions': { ...same('204'), ask: { url: '/api/me/sessions' } },
  'DELETE /api/me/sessions/:id': { ...same('404 unknown-session'), ask: { url: '/api/me/sessions/x' } },
  'GET /api/me': { ...same('200'), ask: { url: '/api/me' } },
  'PATCH /api/me': { ...same('200'), ask: { url: '/api/me', body: { name: 'Eve' } } },
  'POST /api/me': { ...same('200'), ask: { url: '/api/me', body: { name: 'Eve' } } },
  // Only ever one's own; `tests/unit/server/http/avatars.test.ts` has the forms.
  'POST /api/me/avatar': { ...same('415 wrong-body'), ask: { url: '/api/me/avatar' } },
  // Who knows an id may see whose it is: that is how people find each other.
  'GET /api/people/:id': { ...same('200'), ask: { url: '/api/people/ANN' } },
  'GET /api/people/:id/qr': { ...same('200'), ask: { url: '/api/people/ANN/qr' } },
  'GET /api/rooms': { ...same('200'), ask: { url: '/api/rooms' } },
  'GET /api/rooms/:room': { ...membersOnly, ask: { url: talk } },
  'GET /api/rooms/:room/messages': { ...membersOnly, ask: { url: `${talk}/messages` } },
  'GET /api/rooms/:room/qr': {
    stranger: '404 unknown-room',
    blocked: '404 not-found',
    member: '404 not-found',
    ask: { url: `${talk}/qr` },
  },
  // A form that is missing is found out after the room.
  'POST /api/media': {
    stranger: '404 unknown-room',
    blocked: '415 wrong-body',
    member: '415 wrong-body',
    ask: { url: '/api/media?room=talk&kind=image' },
  },
  // Only ever of one's own video; `tests/unit/server/http/uploading.test.ts` tries another's.
  'POST /api/media/:media/poster': {
    ...same('404 unknown-upload'),
    ask: { url: '/api/media/x/poster' },
  },
  'POST /api/uploads': {
    ...membersOnly,
    ask: { url: '/api/uploads', body: { room: 'talk', kind: 'file', size: 1 } },
  },
  // Uploads under way are their owner's; `tests/unit/server/http/chunks.test.ts` tries another's.
  'GET /api/uploads/:upload': { ...same('404 unknown-upload'), ask: { url: '/api/uploads/x' } },
  'PUT /api/uploads/:upload/:chunk': { ...same('404 unknown-upload'), ask: { url: '/api/uploads/x/0' } },
  'POST /api/uploads/:upload/done': { ...same('404 unknown-upload'), ask: { url: '/api/uploads/x/done' } },
  'GET /api/rooms/:room/pass': { ...membersOnly, ask: { url: `${talk}/pass` } },
  // A token opens no file: a pass does, as `tests/unit/server/http/media-files.test.ts` shows.
  'GET /media/:media': { open: '403 bad-pass', ask: { url: '/media/x?pass=x' } },
  // Everyone sees who is who.
  'GET /media/avatars/:avatar': {
    open: '404 unknown-media',
    ask: { url: '/media/avatars/aaaaaaaaaaaaaaaaaaaa' },
  },
  // The call of a group is its members'; `tests/integration/server/http/calls.test.ts` has those of two.
  'POST /api/calls/:call/ticket': {
    ...membersOnly,
    stranger: '404 unknown-call',
    ask: { url: '/api/calls/talk.x/ticket' },
  },
  'POST /api/calls/:call/voip': {
    ...same('403 voip-off'),
    ask: { url: '/api/calls/talk.x/voip', body: { code: 'x' } },
  },
  // Only ever one's own.
  'PUT /api/favourites': { ...same('200'), ask: { url: '/api/favourites' } },
  'GET /api/contacts': { ...same('200'), ask: { url: '/api/contacts' } },
}

const secretWords = 'the key is under the mat'
const found = new Set<string>()
let webRoom: string
let server: TestServer
let ann: Guest

/** Notes every route that any part of the server adds, hidden ones too. */
function noteRoutes(message: unknown): void {
  const { fastify } = message as { fastify: FastifyInstance }
  fastify.addHook('onRoute', ({ method, url }) => {
    // Fastify adds a HEAD to every GET by itself.
    for (const one of [method].flat()) if (one !== 'HEAD') found.add(`${one} ${url}`)
  })
}

beforeAll(async () => {
  webRoom = await mkdtemp(join(tmpdir(), 'web-'))
  await writeFile(join(webRoom, 'index.html'), '<!doctype html>')
  await writeFile(join(webRoom, 'app.js'), '')
  channel('fastify.initialization').subscribe(noteRoutes)
  server = await TestServer.open({ webRoom })
  await server.http.ready()
  channel('fastify.initialization').unsubscribe(noteRoutes)
  ann = await server.guest('Ann')
})
afterAll(async () => {
  await server.close()
  await rm(webRoom, { recursive: true })
})

/** A person who stands so to Ann's talk with Bo. */
async function personWho(who: 'stranger' | 'blocked' | 'member'): Promise<Guest> {
  const person = await server.guest(who)
  if (who === 'stranger') return person
  const { rooms, links, messages } = server.ports.ports.store
  const time = server.ports.clock.now()
  const room = `talk-${person.id}`
  const pair = [ann.id, person.id].map((one) => ({ person: one, role: 'member' as const }))
  await rooms.create({ id: room, kind: 'direct', name: '', created: time }, pair, room)
  await links.pair(ann.id, person.id, room, time)
  await messages.append(room, [{ id: 'm1', from: ann.id, kind: 'text', body: secretWords, time }])
  if (who === 'blocked') await links.block(ann.id, person.id, 0)
  return person
}

/** The row's request, on a talk of this person with Ann; on another one's for a stranger. */
async function ask(key: string, token: string, talkOf: string) {
  const { ask } = rows[key] as Open
  const inTalk = (text: string) => text.replace(/\btalk\b/, `talk-${talkOf}`)
  const url = inTalk(ask.url).replace('ANN', ann.id)
  const method = key.split(' ')[0] as 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  const answer = await server.ask({
    method,
    url,
    headers: { host: 'chat.example' },
    ...(ask.body && { payload: JSON.parse(inTalk(JSON.stringify(ask.body))) as object }),
    ...(token !== '' && { token }),
  })
  const code = answer.body?.code as string | undefined
  return {
    result: code === undefined ? String(answer.status) : `${answer.status} ${code}`,
    text: answer.text,
  }
}

async function bad(kind: Bad): Promise<string> {
  const person = await server.guest('Eve')
  const { sessions, ports } = server
  return badToken(kind, person.id, {
    sessions,
    secret: 'a secret of at least thirty-two bytes',
    now: ports.clock.now,
  })
}

const keys = Object.keys(rows)
const own = keys.filter((key) => !('open' in (rows[key] ?? {})))
const open = keys.filter((key) => 'open' in (rows[key] ?? {}))

it('there is a row for every route, and for no other', () => {
  expect([...found].sort()).toEqual([...keys].sort())
})

describe.each(own)('%s', (key) => {
  it.each(bads)('answers 401 to a token that is %s', async (kind) => {
    const { result, text } = await ask(key, await bad(kind), (await personWho('member')).id)
    // A good signature over an account that is not there sees what a stranger sees, or nothing.
    const allowed =
      kind === 'of nobody' ? ['401 not-signed-in', (rows[key] as Own).stranger] : ['401 not-signed-in']
    expect(allowed).toContain(result)
    expect(text).not.toContain(secretWords)
  })

  it.each(['stranger', 'blocked', 'member'] as const)('knows who is a %s', async (who) => {
    const person = await personWho(who)
    const talkOf = who === 'stranger' ? (await personWho('member')).id : person.id
    const { result, text } = await ask(key, person.token, talkOf)
    expect(result).toBe((rows[key] as Own)[who])
    if (who === 'stranger') expect(text).not.toContain(secretWords)
  })
})

describe.each(open)('%s', (key) => {
  it.each(bads)('is the same for a token that is %s', async (kind) => {
    expect((await ask(key, await bad(kind), 'nobody')).result).toBe((rows[key] as Open).open)
  })
})
