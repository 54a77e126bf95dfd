import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { elsewhere, type Guest, TestServer } from './server'

const day = 86_400_000
const password = 'correct horse'
const other = 'battery staple'

let server: TestServer
beforeAll(async () => {
  server = await TestServer.open()
})
afterAll(() => server.close())

/** Asks with a name of the device. */
const as = (userAgent: string) => ({ headers: { 'user-agent': userAgent } })
const phone = as(
  'Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.40(0x18002831) NetType/WIFI Language/zh_CN',
)
const desktop = as(
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
)

async function registered(name: string): Promise<Guest> {
  const { body } = await server.post('/api/register', { name, password })
  return { id: body.user.id, name, token: body.token }
}

function signIn(name: string, from = desktop) {
  return server.ask({ method: 'POST', url: '/api/login/password', payload: { name, password }, ...from })
}

describe('a token', () => {
  it('comes with the time at which it ends, and ends then, whichever answer it is of', async () => {
    const guest = await server.post('/api/login/guest', { name: 'Ann' })
    const kept = await server.post('/api/me/keep', { name: 'ann', password }, guest.body.token)
    const change = { current: password, password: other }
    const answers = [
      guest,
      kept,
      await server.post('/api/me/password', change, kept.body.token),
      await server.post('/api/renew', {}, kept.body.token),
      await server.post('/api/register', { name: 'bob', password }),
      await server.post('/api/login/password', { name: 'bob', password }),
    ]
    for (const { status, body } of answers) {
      expect([status, body.expires]).toEqual([200, server.ports.clock.now() + day])
      expect((await server.get('/api/me', body.token)).status).toBe(200)
    }
    server.ports.clock.pass(day)
    for (const { body } of answers) expect((await server.get('/api/me', body.token)).status).toBe(401)
  })

  it('renewed each time when half its life is over keeps a guest for as long as one likes', async () => {
    const { id, token } = await server.guest('Ann')
    let current = token
    for (let halves = 0; halves < 10; halves += 1) {
      server.ports.clock.pass(day / 2)
      current = (await server.post('/api/renew', {}, current)).body.token
    }
    expect((await server.get('/api/me', current)).body.id).toBe(id)
  })
})

describe('a guest who keeps the account', () => {
  it('is the same person in the same session, shown by the same name, and signs in by the new one', async () => {
    const { id, token } = await server.guest('Cy from afar')
    const { status, body } = await server.post('/api/me/keep', { name: 'Cy.1', password }, token)
    expect([status, body.user]).toEqual([200, { id, name: 'Cy from afar', avatar: '' }])
    expect((await server.get('/api/me', token)).status).toBe(200)
    expect((await signIn('CY.1')).body.user).toEqual(body.user)
  })

  it('may ask again, for an answer can be lost, but not with another password', async () => {
    const { token } = await server.guest('Dee')
    const keep = (name: string, chosen: string) =>
      server.post('/api/me/keep', { name, password: chosen }, token)
    expect((await keep('dee', password)).status).toBe(200)
    expect((await keep('Dee', password)).status).toBe(200)
    for (const again of [await keep('dee', other), await keep('dee2', password)])
      expect([again.status, again.body.code]).toEqual([409, 'not-a-guest'])
  })

  it.each([
    ['a name that is taken', 'taken', password, '409 name-taken'],
    ['no login name', 'two words', password, '400 bad-name'],
    ['a short password', 'eve', 'short', '400 bad-password'],
    ['a common password', 'eve', 'Sunshine', '400 common-password'],
  ])('is told what is wrong with %s, and stays a guest', async (_what, name, chosen, result) => {
    await server.post('/api/register', { name: 'taken', password })
    const { token } = await server.guest('Eve')
    const { status, body } = await server.post('/api/me/keep', { name, password: chosen }, token)
    expect(`${status} ${body.code}`).toBe(result)
    expect((await server.post('/api/me/password', { current: '', password: other }, token)).body.code).toBe(
      'no-password',
    )
  })
})

describe('a password that is changed', () => {
  it('signs all other sessions out and goes on with this one', async () => {
    const mine = await registered('frank')
    const theirs = (await signIn('frank')).body.token
    const change = { current: password, password: other }
    const { status, body } = await server.post('/api/me/password', change, mine.token)
    expect([status, body.user.id]).toEqual([200, mine.id])
    expect((await server.get('/api/me', theirs)).status).toBe(401)
    for (const token of [mine.token, body.token])
      expect((await server.get('/api/me', token)).status).toBe(200)
    expect((await signIn('frank')).body.code).toBe('wrong-password')
    // The answer was lost.
    expect((await server.post('/api/me/password', change, mine.token)).status).toBe(200)
  })

  it('is not, when the one before is wrong, and that is limited as signing in is', async () => {
    const { token } = await registered('grace')
    const guess = () => server.post('/api/me/password', { current: 'wrong horse', password: other }, token)
    expect(await guess()).toMatchObject({ status: 401, body: { code: 'wrong-password' } })
    for (let tries = 0; tries < 4; tries += 1) await guess()
    expect(await guess()).toMatchObject({ status: 429, body: { code: 'too-fast' } })
    expect((await server.get('/api/me', token)).status).toBe(200)
  })

  it('is refused when it is a common one', async () => {
    const { token } = await registered('heidi')
    const change = { current: password, password: 'qwerty12' }
    expect((await server.post('/api/me/password', change, token)).body.code).toBe('common-password')
  })
})

describe('the sessions of a person', () => {
  it('come with how the person signs in', async () => {
    const accountOf = async (token: string) => (await server.get('/api/me/sessions', token)).body.account
    const guest = (await server.post('/api/login/guest', { name: 'Ann' })).body.token
    expect(await accountOf(guest)).toBe('guest')
    const kept = await server.post('/api/me/keep', { name: 'ann.kept', password }, guest)
    expect(await accountOf(kept.body.token)).toBe('password')
  })

  it('are listed by device, last seen first, and renewing says anew which it is', async () => {
    const { token } = await registered('ivan')
    server.ports.clock.pass(3_600_000)
    const second = (await signIn('ivan', phone)).body.token
    const { body } = await server.get('/api/me/sessions', token)
    const [seen, then] = [server.ports.clock.now(), server.ports.clock.now() - 3_600_000]
    const id = expect.stringMatching(/^[\w-]{22}$/)
    expect(body.sessions.sort((one: { created: number }) => (one.created === then ? 1 : -1))).toEqual([
      { id, device: 'WeChat · iPhone', created: seen, seen, current: false },
      // Asking is being seen.
      { id, device: '', created: then, seen, current: true },
    ])
    await server.ask({ method: 'POST', url: '/api/renew', token: second, ...desktop })
    const devices = (await server.get('/api/me/sessions', second)).body.sessions
    expect(devices.map(({ device }: { device: string }) => device)).toContain('Chrome · Windows')
  })

  it('are ended one by one, and only by their person', async () => {
    const { token } = await registered('judy')
    const second = (await signIn('judy')).body.token
    const stranger = await registered('karl')
    const { sessions } = (await server.get('/api/me/sessions', second)).body
    const { id } = sessions.find(({ current }: { current: boolean }) => !current)
    const end = (by: string) => server.ask({ method: 'DELETE', url: `/api/me/sessions/${id}`, token: by })
    expect(await end(stranger.token)).toMatchObject({ status: 404, body: { code: 'unknown-session' } })
    expect((await server.get('/api/me', token)).status).toBe(200)
    expect((await end(second)).status).toBe(204)
    expect((await server.get('/api/me', token)).status).toBe(401)
    expect((await end(second)).body.code).toBe('unknown-session')
    expect((await server.get('/api/me/sessions', second)).body.sessions).toHaveLength(1)
  })

  it('are ended all but the one that asks', async () => {
    const { token } = await registered('lena')
    const others = await Promise.all([signIn('lena'), signIn('lena', phone)])
    expect((await server.ask({ method: 'DELETE', url: '/api/me/sessions', token })).status).toBe(204)
    for (const { body } of others) expect((await server.get('/api/me', body.token)).status).toBe(401)
    expect((await server.get('/api/me/sessions', token)).body.sessions).toMatchObject([{ current: true }])
  })
})

describe('guessing at a password', () => {
  const guess = (name: string, chosen: string, remoteAddress: string) =>
    server.ask({
      method: 'POST',
      url: '/api/login/password',
      payload: { name, password: chosen },
      remoteAddress,
    })

  it('from one address keeps nobody out at another', async () => {
    await registered('mallory')
    for (let tries = 0; tries < 50; tries += 1) await guess('mallory', 'wrong horse', elsewhere)
    expect((await guess('mallory', password, elsewhere)).status).toBe(429)
    expect((await guess('mallory', password, '198.51.100.1')).status).toBe(200)
  })

  it('from many addresses is bounded, and keeps nobody out where they signed in before', async () => {
    await registered('nina')
    const home = '198.51.100.2'
    const { body } = await guess('nina', password, home)
    await server.post('/api/logout', {}, body.token)
    const addresses = Array.from({ length: 12 }, (_, at) => `192.0.2.${at + 1}`)
    for (const address of addresses)
      for (let tries = 0; tries < 10; tries += 1) await guess('nina', 'wrong horse', address)
    expect((await guess('nina', password, '192.0.2.200')).status).toBe(429)
    expect((await guess('nina', password, home)).status).toBe(200)
  })
})
