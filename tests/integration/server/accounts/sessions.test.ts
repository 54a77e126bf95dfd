import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sessionsTopic } from '../../../../server/accounts/session-ends'
import { openSessions, type Sessions } from '../../../../server/accounts/sessions'
import { StoreUnavailable } from '../../../../server/store/store'
import { openTestPorts, type TestPorts } from './ports'

const secret = 'a secret of at least thirty-two bytes'
const day = 86_400_000

let world: TestPorts
let sessions: Sessions

const open = (otherSecret = secret) =>
  openSessions({
    secret: otherSecret,
    lifetimeMs: day,
    store: world.ports.store,
    bus: world.ports.state.bus,
    now: world.clock.now,
  })

const home = { device: 'Chrome · Windows', address: '192.0.2.1' }
/** The token of a new session of Ann. */
const issue = async (origin = home) => (await sessions.issue('ann', origin)).token

beforeAll(async () => {
  world = await openTestPorts()
  sessions = open()
})
afterAll(() => world.dispose())

/** A token that differs from ours as told. */
function forged(change: {
  alg?: string
  key?: string
  claims?: object
  iss?: string
  aud?: string
  typ?: string
}) {
  const seconds = Math.floor(world.clock.now() / 1_000)
  const token = new SignJWT({ sid: 'session', sub: 'ann', exp: seconds + 60, ...change.claims })
  token.setProtectedHeader({ alg: change.alg ?? 'HS256' }).setIssuer(change.iss ?? 'chat')
  return token
    .setAudience(change.aud ?? 'chat')
    .sign(new TextEncoder().encode(change.key ?? secret.repeat(2)))
}

describe('a token', () => {
  it('tells whom it was issued to, of which session, and until when', async () => {
    const identity = await sessions.verify(await issue())
    expect(identity).toEqual({ person: 'ann', session: expect.any(String), expires: world.clock.now() + day })
  })

  it('is of another session at every sign-in', async () => {
    const [one, other] = [await issue(), await issue()]
    expect((await sessions.verify(one))?.session).not.toBe((await sessions.verify(other))?.session)
  })

  it('ends when its time is over, and a renewed one does not', async () => {
    const token = await issue()
    const identity = await sessions.verify(token)
    world.clock.pass(day / 2)
    const renewed = (await sessions.renew(identity ?? expect.fail('no identity'), home)).token
    world.clock.pass(day / 2)
    expect(await sessions.verify(token)).toBeUndefined()
    expect(await sessions.verify(renewed)).toMatchObject({ person: 'ann', session: identity?.session })
  })

  it('holds no more than the person, the session and the times', async () => {
    const claims = decodeJwt(await issue())
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub'])
  })
})

describe('a session that ends at a given time', () => {
  it('does not outlive it, however often it is renewed', async () => {
    const until = world.clock.now() + 6_000
    const { token, expires } = await sessions.issue('ann', home, until)
    expect(expires).toBe(until)
    const identity = (await sessions.verify(token)) ?? expect.fail('no identity')
    expect(identity).toMatchObject({ expires: until, until })
    world.clock.pass(3_000)
    const renewed = await sessions.renew(identity, home)
    expect(renewed.expires).toBe(until)
    expect(await sessions.verify(renewed.token)).toEqual(identity)
    world.clock.pass(3_000)
    expect(await sessions.verify(renewed.token)).toBeUndefined()
  })

  it('ends as any other where that is sooner', async () => {
    const { expires } = await sessions.issue('ann', home, world.clock.now() + 2 * day)
    expect(expires).toBe(world.clock.now() + day)
  })
})

describe('a revoked session', () => {
  it('is void in all its tokens, later ones and in a server that starts anew', async () => {
    const token = await issue()
    const identity = (await sessions.verify(token)) ?? expect.fail('no identity')
    world.clock.pass(day / 2)
    const renewed = (await sessions.renew(identity, home)).token
    await sessions.revoke(identity)
    for (const one of [sessions, open()]) {
      expect(await one.verify(token)).toBeUndefined()
      expect(await one.verify(renewed)).toBeUndefined()
    }
  })

  it('stays void as long as a token of it could live', async () => {
    const first = (await sessions.verify(await issue())) ?? expect.fail('no identity')
    world.clock.pass(day / 2)
    const renewed = (await sessions.renew(first, home)).token
    await sessions.revoke(first)
    world.clock.pass(day - 1_000)
    await world.ports.store.sessions.sweep(world.clock.now())
    expect(await sessions.verify(renewed)).toBeUndefined()
  })

  it('is told to every node', async () => {
    const news: unknown[] = []
    const heard = new Promise<void>((resolve) => {
      void world.ports.state.bus.subscribe(sessionsTopic, (item) => {
        news.push(item)
        resolve()
      })
    })
    const identity = (await sessions.verify(await issue())) ?? expect.fail('no identity')
    await sessions.revoke(identity)
    await heard
    expect(news).toEqual([{ revoked: identity.session }])
  })

  it('leaves the other sessions of the person alone', async () => {
    const [one, other] = [await issue(), await issue()]
    await sessions.revoke((await sessions.verify(one)) ?? expect.fail('no identity'))
    expect(await sessions.verify(other)).toMatchObject({ person: 'ann' })
  })
})

/** A token of a version that kept no sessions: there is no record of its session. */
const older = (sub: string) => forged({ key: secret, claims: { sub, sid: `old-${sub}` } })

describe('a token of a session that was never recorded', () => {
  it('stays valid, and has its record from then on', async () => {
    const token = await older('bo')
    const identity = (await sessions.verify(token)) ?? expect.fail('no identity')
    expect(identity).toMatchObject({ person: 'bo', session: 'old-bo' })
    expect(await sessions.list(identity)).toMatchObject([{ id: 'old-bo', device: '', current: true }])
  })

  it('is void when all others were ended before it was seen', async () => {
    const token = await older('cy')
    const signedIn = await sessions.issue('cy', home)
    const identity = (await sessions.verify(signedIn.token)) ?? expect.fail('no identity')
    await sessions.endOthers(identity)
    expect(await sessions.verify(token)).toBeUndefined()
    expect(await sessions.list(identity)).toMatchObject([{ id: identity.session }])
    expect(await sessions.verify(signedIn.token)).toEqual(identity)
  })
})

describe('when a session was last seen', () => {
  it('is written once in ten minutes, and not with every request', async () => {
    let writes = 0
    const touch: typeof world.ports.store.sessions.touch = (...change) => {
      writes += 1
      return world.ports.store.sessions.touch(...change)
    }
    const store = { ...world.ports.store, sessions: { ...world.ports.store.sessions, touch } }
    const { bus } = world.ports.state
    const counted = openSessions({ secret, lifetimeMs: day, store, bus, now: world.clock.now })
    const token = await issue()
    for (let minutes = 0; minutes < 30; minutes += 1) {
      await counted.verify(token)
      world.clock.pass(60_000)
    }
    expect(writes).toBe(2)
  })
})

describe('what is no token of ours', () => {
  it.each(['', ' ', 'ann', 'a.b.c', '..', '\u0000', '💬', 'x'.repeat(1_000_000), 'eyJhbGciOiJIUzI1NiJ9..'])(
    'is nobody: %.20s',
    async (token) => expect(await sessions.verify(token)).toBeUndefined(),
  )

  it('is nobody when it is signed by another secret', async () => {
    expect(await open(`${secret}!`).verify(await issue())).toBeUndefined()
  })

  it('is nobody when a letter of it was changed', async () => {
    const [header = '', body = '', signature = ''] = (await issue()).split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    const other = Buffer.from(JSON.stringify({ ...claims, sub: 'bob' })).toString('base64url')
    expect(await sessions.verify([header, other, signature].join('.'))).toBeUndefined()
  })

  it('is nobody when it is not signed at all', async () => {
    const { sub, ...claims } = { ...decodeJwt(await issue()), sub: 'ann' }
    const unsigned = new UnsecuredJWT({ ...claims, sub }).encode()
    expect(await sessions.verify(unsigned)).toBeUndefined()
  })

  it.each([
    ['another algorithm', { alg: 'HS512' }],
    ['another issuer', { iss: 'elsewhere' }],
    ['another audience', { aud: 'elsewhere' }],
    ['no person', { claims: { sub: undefined } }],
    ['an empty person', { claims: { sub: '' } }],
    ['no session', { claims: { sid: undefined } }],
    ['a session that is no text', { claims: { sid: 7 } }],
    ['no end', { claims: { exp: undefined } }],
  ])('is nobody when it has the right secret but %s', async (_what, change) => {
    const own = open(secret.repeat(2))
    expect(await own.verify(await forged({}))).toMatchObject({ person: 'ann' })
    expect(await own.verify(await forged(change))).toBeUndefined()
  })
})

it('cannot be verified while the store does not answer', async () => {
  const records = {
    ...world.ports.store.sessions,
    isRevoked: () => Promise.reject(new StoreUnavailable('gone')),
  }
  const store = { ...world.ports.store, sessions: records }
  const { bus } = world.ports.state
  const deaf = openSessions({ secret, lifetimeMs: day, store, bus, now: world.clock.now })
  await expect(deaf.verify(await issue())).rejects.toThrow(StoreUnavailable)
})

it('needs a secret of 32 bytes', () => {
  expect(() => open('x'.repeat(31))).toThrow(RangeError)
  expect(() => open('x'.repeat(32))).not.toThrow()
})
