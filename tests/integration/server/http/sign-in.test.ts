import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { elsewhere, TestServer } from './server'

let server: TestServer
beforeAll(async () => {
  server = await TestServer.open()
})
afterAll(() => server.close())

const password = 'correct horse'

describe('a guest', () => {
  it('comes in by a name, which is tidied, and can say who they are', async () => {
    const { status, body } = await server.post('/api/login/guest', { name: '  Zoe\u0308 ' })
    expect(status).toBe(200)
    expect(body).toEqual({
      token: expect.any(String),
      expires: expect.any(Number),
      user: { id: expect.stringMatching(/^[a-z2-9]{10}$/), name: 'Zoë', avatar: '' },
    })
    expect((await server.get('/api/me', body.token)).body).toEqual(body.user)
  })

  it('is another person at every sign-in', async () => {
    const [one, other] = [await server.guest('Ann'), await server.guest('Ann')]
    expect(one.id).not.toBe(other.id)
  })

  it.each(['', '   ', 'x'.repeat(33), 'a\nb', '\u202egnp.exe', '\ud800', '\u200b'])(
    'does not come in by a name like %j',
    async (name) => {
      const { status, body } = await server.post('/api/login/guest', { name })
      expect([status, body.code]).toEqual([400, 'bad-name'])
    },
  )

  it('may have a name of 32 characters, whatever they are', async () => {
    expect((await server.post('/api/login/guest', { name: '👩'.repeat(32) })).status).toBe(200)
  })
})

describe('an account with a password', () => {
  it('is made, and opened again in any capitals', async () => {
    const made = await server.post('/api/register', { name: 'Bob.1', password })
    expect(made.status).toBe(200)
    expect(made.body.user).toMatchObject({ name: 'Bob.1', avatar: '' })
    const { status, body } = await server.post('/api/login/password', { name: 'bOB.1', password })
    expect(status).toBe(200)
    expect(body.user).toEqual(made.body.user)
  })

  it('is not made twice under one name, in whatever capitals, also not at once', async () => {
    const tries = ['Carol', 'carol', 'CAROL'].map((name) => server.post('/api/register', { name, password }))
    const answers = await Promise.all(tries)
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('name-taken')
  })

  it.each(['ab', 'x'.repeat(33), 'two words', '名字名字', 'semi;colon', ''])(
    'is not made under a login name like %j',
    async (name) => {
      const { status, body } = await server.post('/api/register', { name, password })
      expect([status, body.code]).toEqual([400, 'bad-name'])
    },
  )

  it.each(['short', 'x1'.repeat(65), '87654321'])('is not made with the password %j', async (weak) => {
    const { status, body } = await server.post('/api/register', { name: 'dave', password: weak })
    expect([status, body.code]).toEqual([400, 'bad-password'])
    expect(body.detail).not.toContain(weak)
  })

  it('gives the same answer to a wrong password and to a name that does not exist', async () => {
    await server.post('/api/register', { name: 'erin', password })
    const wrong = await server.post('/api/login/password', { name: 'erin', password: 'wrong horse' })
    const unknown = await server.post('/api/login/password', { name: 'nobody', password })
    expect([wrong.status, wrong.body.code]).toEqual([401, 'wrong-password'])
    expect(unknown.body).toEqual(wrong.body)
  })
})

it.each(['a\0b', 'x'.repeat(60_000), '名字', ''])(
  'a login name that nobody can have is a wrong one: %.10j',
  async (name) => {
    const { status, body } = await server.post('/api/login/password', { name, password })
    expect([status, body.code]).toEqual([401, 'wrong-password'])
  },
)

describe('guessing', () => {
  it('ends after ten tries of a name from one address, and goes on later', async () => {
    await server.post('/api/register', { name: 'frank', password })
    const guess = (name: string, guessed: string) =>
      server.post('/api/login/password', { name, password: guessed })
    for (let tries = 0; tries < 10; tries += 1) await guess('frank', 'wrong horse')

    const { status, body, headers } = await guess('FRANK', password)
    expect([status, body.code]).toEqual([429, 'too-fast'])
    expect(Number(headers['retry-after'])).toBe(60)
    expect((await guess('grace', 'wrong horse')).status).toBe(401)
    server.ports.clock.pass(60_000)
    expect((await guess('frank', password)).status).toBe(200)
  })

  it('ends after a hundred tries of an address, whatever the names', async () => {
    const guess = (name: string, remoteAddress: string) =>
      server.ask({
        method: 'POST',
        url: '/api/login/password',
        payload: { name, password: '' },
        remoteAddress,
      })
    const tries = Array.from({ length: 100 }, (_, index) => guess(`name-${index}`, elsewhere))
    expect(new Set((await Promise.all(tries)).map(({ status }) => status))).toEqual(new Set([401]))
    expect((await guess('name-100', elsewhere)).status).toBe(429)
    expect((await guess('name-100', `::ffff:${elsewhere}`)).status).toBe(429)
    expect((await guess('name-100', '198.51.100.1')).status).toBe(401)
  })

  it('is not held against everyone behind a proxy on this machine', async () => {
    const tries = Array.from({ length: 120 }, (_, index) =>
      server.post('/api/login/guest', { name: `${index}` }),
    )
    expect(new Set((await Promise.all(tries)).map(({ status }) => status))).toEqual(new Set([200]))
  })

  it('of accounts ends after a hundred from one address', async () => {
    const come = () =>
      server.ask({
        method: 'POST',
        url: '/api/login/guest',
        payload: { name: 'Many' },
        remoteAddress: elsewhere,
      })
    const tries = Array.from({ length: 100 }, come)
    expect(new Set((await Promise.all(tries)).map(({ status }) => status))).toEqual(new Set([200]))
    expect((await come()).body.code).toBe('too-fast')
  })
})

describe('the ways to sign in', () => {
  it('are told', async () => {
    expect((await server.get('/api/login')).body).toEqual({ guest: true, password: true, wechat: false })
  })

  it('that are off answer so', async () => {
    const closed = await TestServer.open({ signIn: { guestLogin: false } })
    const guest = await closed.post('/api/login/guest', { name: 'Ann' })
    const wechat = await closed.post('/api/login/wechat', { code: 'x' })
    expect([guest.status, guest.body.code]).toEqual([403, 'sign-in-off'])
    expect([wechat.status, wechat.body.code]).toEqual([403, 'sign-in-off'])
    expect((await closed.get('/api/login')).body).toMatchObject({ guest: false })
    await closed.close()
  })
})
