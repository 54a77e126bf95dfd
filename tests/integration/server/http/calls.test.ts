import readCode from 'qr/decode.js'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Call, CallState } from '../../../../server/chat/calls/call'
import { StateUnavailable } from '../../../../server/state/state'
import { openWechat } from '../../../../server/wechat/wechat'
import { type Trouble, WechatStandIn } from '../../../support/wechat'
import { elsewhere, type Guest, TestServer } from './server'

const hour = 3_600_000

let wechat: WechatStandIn
let server: TestServer
beforeAll(async () => {
  wechat = await new WechatStandIn().open()
  const { api, appid, secret } = wechat
  const client = openWechat({ api, appid, secret, patienceMs: 2_000 })
  server = await TestServer.open({
    publicUrl: 'https://chat.example',
    signIn: { guestLogin: true, wechat: client },
  })
})
afterAll(async () => {
  await server.close()
  await wechat.close()
})

const caller = { connection: 'c', muted: false, camera: false, screen: false }
const ringing: CallState = { is: 'ringing', caller }
const ended: CallState = { is: 'ended', outcome: 'answered', seconds: 5 }

/** Puts the call of two there, in place of what there was of it. */
async function putCall(id: string, from: Guest, to: Guest, state = ringing): Promise<void> {
  const { records } = server.ports.ports.state
  const call: Call = { id, room: 'talk', from: from.id, to: to.id, media: 'voice', began: 0, state }
  await records.swap(`call:${id}`, await records.get(`call:${id}`), JSON.stringify(call), hour)
}

const askTicket = (token: string, call = 'c1') => server.post(`/api/calls/${call}/ticket`, {}, token)
const enter = (ticket: string, call = 'c1') => server.post('/api/login/ticket', { ticket, call })
const coded = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code]

let ann: Guest
let bob: Guest
beforeEach(async () => {
  ann = await server.guest('Ann')
  bob = await server.guest('Bob')
  await putCall('c1', ann, bob)
})

async function ticketOf(guest: Guest, call = 'c1'): Promise<string> {
  const { body } = await askTicket(guest.token, call)
  return body.ticket
}

/** What a camera reads from the picture. */
async function read(address: string): Promise<string> {
  const png = Buffer.from(address.replace('data:image/png;base64,', ''), 'base64')
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return readCode({ data, width: info.width, height: info.height }, { timeLimit: 1_000 })
}

describe('a ticket', () => {
  it('is given to both of a call, with the page that it opens as a link and as a picture', async () => {
    for (const guest of [ann, bob]) {
      const { status, body } = await askTicket(guest.token)
      expect(status).toBe(200)
      const url = `https://chat.example/#/pages/call/call?call=c1&ticket=${body.ticket}`
      const expires = server.ports.clock.now() + 60_000
      expect(body).toEqual({ ticket: expect.any(String), expires, url, qr: expect.any(String), page: false })
      expect(body.ticket).toMatch(/^[\w-]{32}$/)
      expect(await read(body.qr)).toBe(url)
    }
  })

  it('is another one each time', async () => {
    expect(await ticketOf(ann)).not.toBe(await ticketOf(ann))
  })

  it('is given to members of the group whose call it is, and in the lobby to everybody', async () => {
    const owner = { person: ann.id, role: 'owner' as const }
    await server.ports.ports.store.rooms.create(
      { id: `tea-${ann.id}`, kind: 'group', name: 'Tea', code: ann.id.slice(0, 8), created: 0 },
      [owner],
      ann.id,
    )
    expect((await askTicket(ann.token, `tea-${ann.id}.c1`)).status).toBe(200)
    expect(coded(await askTicket(bob.token, `tea-${ann.id}.c1`))).toEqual([404, 'unknown-call'])
    expect((await askTicket(bob.token, 'lobby.c1')).status).toBe(200)
  })

  it('is given to nobody else, and for no call that is over or never was', async () => {
    const eve = await server.guest('Eve')
    expect(coded(await askTicket(eve.token))).toEqual([404, 'unknown-call'])
    expect(coded(await askTicket(ann.token, 'c2'))).toEqual([404, 'unknown-call'])
    expect(coded(await askTicket(ann.token, 'no-room.c1'))).toEqual([404, 'unknown-call'])
    expect(coded(await askTicket(ann.token, '.c1'))).toEqual([404, 'unknown-call'])
    await putCall('c1', ann, bob, ended)
    expect(coded(await askTicket(ann.token))).toEqual([404, 'unknown-call'])
    expect(coded(await askTicket(ann.token, 'x'.repeat(65)))).toEqual([400, 'bad-request'])
    expect(coded(await askTicket(ann.token, '%2e%2e%2f'))).toEqual([400, 'bad-request'])
  })

  it('is given ten times at once and no more', async () => {
    const asked = Array.from({ length: 11 }, () => askTicket(ann.token))
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
  })

  it('leads to the page that may stand in WeChat, where there is one', async () => {
    const paged = await TestServer.open({
      callPage: 'https://call.example',
      publicUrl: 'https://chat.example',
    })
    const { token } = await paged.guest('Ann')
    const { body } = await paged.post('/api/calls/lobby.c1/ticket', {}, token)
    expect(body).toMatchObject({
      page: true,
      url: expect.stringMatching('^https://call.example/#/pages/call/'),
    })
    await paged.close()
  })

  it('leads to where the server was asked, where it knows no address of its own', async () => {
    const bare = await TestServer.open()
    const { token } = await bare.guest('Ann')
    const headers = { host: '192.168.1.5:8080' }
    const { body } = await bare.ask({ method: 'POST', url: '/api/calls/lobby.c1/ticket', token, headers })
    expect(body.url).toMatch('http://192.168.1.5:8080/#/pages/call/call?')
    await bare.close()
  })
})

describe('who comes with a ticket', () => {
  it('is signed in as the person who asked for it, on a device that is listed', async () => {
    const { status, body } = await enter(await ticketOf(ann))
    expect(status).toBe(200)
    expect(body).toMatchObject({ user: { id: ann.id, name: 'Ann' }, token: expect.any(String) })
    const { sessions } = (await server.get('/api/me/sessions', ann.token)).body
    expect(sessions).toHaveLength(2)
    expect((await server.get('/api/me', body.token)).body).toMatchObject({ id: ann.id })
  })

  it('is signed in once', async () => {
    const ticket = await ticketOf(ann)
    const answers = await Promise.all([enter(ticket), enter(ticket), enter(ticket)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404])
    expect(coded(await enter(ticket))).toEqual([404, 'unknown-ticket'])
  })

  it('comes too late after a minute', async () => {
    const [early, late] = [await ticketOf(ann), await ticketOf(ann)]
    server.ports.clock.pass(59_999)
    expect((await enter(early)).status).toBe(200)
    server.ports.clock.pass(1)
    expect(coded(await enter(late))).toEqual([404, 'unknown-ticket'])
  })

  it('comes to its call alone, and may still go there after a mistake', async () => {
    const ticket = await ticketOf(ann)
    expect(coded(await enter(ticket, 'c2'))).toEqual([404, 'unknown-ticket'])
    expect((await enter(ticket)).body.user.id).toBe(ann.id)
  })

  it('is nobody with one that was made up', async () => {
    for (const ticket of ['x', '"', '💬', ann.id])
      expect(coded(await enter(ticket))).toEqual([404, 'unknown-ticket'])
    for (const body of [
      {},
      { ticket: '', call: 'c1' },
      { ticket: 'x'.repeat(65), call: 'c1' },
      { ticket: 'x' },
    ])
      expect(coded(await server.post('/api/login/ticket', body))).toEqual([400, 'bad-request'])
  })

  it('is nobody once the session that asked for it was signed out', async () => {
    const ticket = await ticketOf(ann)
    await server.post('/api/logout', {}, ann.token)
    expect(coded(await enter(ticket))).toEqual([404, 'unknown-ticket'])
  })

  it('is counted with the sign-ins of an address', async () => {
    const ask = () =>
      server.ask({
        method: 'POST',
        url: '/api/login/ticket',
        payload: { ticket: 'x', call: 'c1' },
        remoteAddress: elsewhere,
      })
    const statuses = (await Promise.all(Array.from({ length: 101 }, ask))).map(({ status }) => status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
  })
})

describe('a session by ticket', () => {
  const comeIn = async () => (await enter(await ticketOf(ann))).body

  it('ends after six hours, renewed or not', async () => {
    const { token, expires } = await comeIn()
    expect(expires).toBe(server.ports.clock.now() + 6 * hour)
    server.ports.clock.pass(5 * hour)
    const { status, body } = await server.post('/api/renew', {}, token)
    expect([status, body.expires]).toEqual([200, expires])
    server.ports.clock.pass(hour)
    for (const one of [token, body.token]) expect((await server.get('/api/me', one)).status).toBe(401)
  })

  it.each([
    ['POST', '/api/calls/c1/ticket', {}],
    ['POST', '/api/me/keep', { name: 'ann-keeps', password: 'a kettle of tea' }],
    ['POST', '/api/me/password', { current: 'a kettle of tea', password: 'a pot of coffee' }],
    ['DELETE', '/api/me/sessions', {}],
    ['DELETE', '/api/me/sessions/x', {}],
  ] as const)('gives nobody more than that: %s %s', async (method, url, payload) => {
    const { token } = await comeIn()
    expect(coded(await server.ask({ method, url, payload, token }))).toEqual([403, 'ticket-session'])
  })

  it('is signed out by itself, and from the device of its person', async () => {
    const [one, other] = [await comeIn(), await comeIn()]
    expect((await server.post('/api/logout', {}, one.token)).status).toBe(204)
    await server.ask({ method: 'DELETE', url: '/api/me/sessions', token: ann.token })
    for (const { token } of [one, other]) expect((await server.get('/api/me', token)).status).toBe(401)
    expect((await server.get('/api/me', ann.token)).status).toBe(200)
  })
})

describe('a signature for a talk in WeChat', () => {
  const sign = (token: string, code: string, call = 'c1') =>
    server.post(`/api/calls/${call}/voip`, { code }, token)

  it('is by the key of the moment, over the call and the time in seconds', async () => {
    const { status, body } = await sign(ann.token, wechat.code('openid-ann'))
    expect(status).toBe(200)
    const { groupId, nonceStr, timeStamp, signature } = body
    expect([groupId, timeStamp]).toEqual(['c1', server.ports.clock.now() / 1_000])
    expect(signature).toBe(wechat.voipSignature({ groupId, nonceStr, timeStamp }))
    const again = await sign(ann.token, wechat.code('openid-ann'))
    expect(again.body.nonceStr).not.toBe(nonceStr)
  })

  it('is given to those in the call alone, and WeChat is asked for them only', async () => {
    const eve = await server.guest('Eve')
    const before = wechat.calls.length
    const code = wechat.code('openid-eve')
    expect(coded(await sign(eve.token, code))).toEqual([404, 'unknown-call'])
    expect(coded(await sign(eve.token, ''))).toEqual([400, 'bad-request'])
    expect(wechat.calls).toHaveLength(before)
  })

  it('is refused by name for a code that was used, and for a user whom WeChat refuses', async () => {
    const code = wechat.code('openid-ann')
    await sign(ann.token, code)
    expect(coded(await sign(ann.token, code))).toEqual([401, 'bad-wechat-code'])
    wechat.trouble('session', 40226)
    expect(coded(await sign(ann.token, wechat.code('openid-ann')))).toEqual([403, 'wechat-refused'])
  })

  it.each<Trouble>([-1, 45011, 'garbage', 'hang-up', 'status-502', 'no-key'])(
    'comes later while WeChat has trouble: %s',
    async (trouble) => {
      wechat.trouble('session', trouble)
      const answer = await sign(ann.token, wechat.code('openid-ann'))
      expect(coded(answer)).toEqual([503, 'wechat-unavailable'])
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    },
  )

  it('is given ten times at once and no more', async () => {
    const asked = Array.from({ length: 11 }, () => sign(ann.token, wechat.code('openid-ann')))
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
  })

  it('is none where there is no WeChat app', async () => {
    const bare = await TestServer.open()
    const { token } = await bare.guest('Ann')
    expect(coded(await bare.post('/api/calls/lobby.c1/voip', { code: 'x' }, token))).toEqual([
      403,
      'voip-off',
    ])
    await bare.close()
  })
})

it('while what servers share cannot be read, both say to come again', async () => {
  const cut = await TestServer.open()
  const { token } = await cut.guest('Ann')
  const { records } = cut.ports.ports.state
  records.get = records.swap = async () => {
    throw new StateUnavailable('Redis is away')
  }
  const ways = [
    await cut.post('/api/calls/c1/ticket', {}, token),
    await cut.post('/api/calls/lobby.c1/ticket', {}, token),
    await cut.post('/api/login/ticket', { ticket: 'x', call: 'c1' }),
  ]
  for (const way of ways) expect(coded(way)).toEqual([503, 'try-again'])
  await cut.close()
})

it('neither the log nor what servers share ever hold a ticket, a signature, a code or the session key', async () => {
  const ticket = await ticketOf(ann)
  const code = wechat.code('openid-ann')
  const { body } = await server.post('/api/calls/c1/voip', { code }, ann.token)
  await enter(ticket, 'c2')
  await enter(ticket)
  const told = server.log.join()
  expect(told).toContain('/api/login/ticket')
  for (const hidden of [ticket, code, body.signature, wechat.sessionKey]) expect(told).not.toContain(hidden)
})
