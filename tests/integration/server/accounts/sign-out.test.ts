import { afterAll, beforeAll, expect, it } from 'vitest'
import { closes, offer } from '#protocol'
import { attempt, open } from '../../../conformance/client'
import { startServer, type TestServer } from '../../../support/real-server'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const password = 'correct horse'

async function ask(method: string, path: string, token: string, body?: object) {
  const answer = await fetch(server.httpUrl + path, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }), 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
}

const both = async (token: string) => [
  await open(server.groupUrl, offer(token)),
  await open(server.groupUrl, offer(token)),
  await open(server.directUrl, offer(token)),
]
const signedOut = { code: closes.signedOut.code }

/** An account that is signed in twice, here and there, with three sockets each. */
async function signedInTwice(name: string) {
  const registered = await ask('POST', '/api/register', '', { name, password })
  const again = await ask('POST', '/api/login/password', '', { name, password })
  const [here, there]: string[] = [registered.body.token, again.body.token]
  return { here, there, hereAt: await both(here ?? ''), thereAt: await both(there ?? '') }
}

it.each<[string, (here: string, there: string) => Promise<{ status: number }>]>([
  ['signs out there', (_here, there) => ask('POST', '/api/logout', there)],
  [
    'ends that session from here',
    async (here) => {
      const { body } = await ask('GET', '/api/me/sessions', here)
      const other = body.sessions.find(({ current }: { current: boolean }) => !current)
      return ask('DELETE', `/api/me/sessions/${other.id}`, here)
    },
  ],
  ['ends all others from here', (here) => ask('DELETE', '/api/me/sessions', here)],
  [
    'changes the password here',
    (here) => ask('POST', '/api/me/password', here, { current: password, password: 'battery staple' }),
  ],
])('who %s loses all sockets and the token there, and none here', async (what, act) => {
  const name = what.replaceAll(' ', '-').slice(0, 30)
  const { here = '', there = '', hereAt, thereAt } = await signedInTwice(name)
  expect((await act(here, there)).status).toBeLessThan(300)
  for (const client of thereAt) expect(await client.closed).toMatchObject(signedOut)
  expect((await ask('GET', '/api/me', there)).status).toBe(401)
  expect((await ask('POST', '/api/renew', there)).status).toBe(401)
  expect(await attempt(server.groupUrl, offer(there))).toMatchObject({ status: 401 })
  for (const client of hereAt) expect(await client.ask('heartbeat', { type: 'heartbeat' })).toBeDefined()
  expect((await ask('GET', '/api/me', here)).status).toBe(200)
})
