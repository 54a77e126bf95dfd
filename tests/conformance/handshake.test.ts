import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import { json } from 'node:stream/consumers'
import { describe, expect } from 'vitest'
import { offer, paths, subprotocol, tokenPrefix } from '#protocol'
import { attempt, Client } from './client'
import { it, type TestServer } from './suite'

const ports = [
  ['group', 'groupUrl'],
  ['direct', 'directUrl'],
] as const

/** The status with which an attempt was refused, whose body must describe the problem. */
async function statusOf(url: string, protocols: string[], headers = {}): Promise<number> {
  const outcome = await attempt(url, protocols, headers)
  if (outcome instanceof Client) {
    await outcome.close()
    return 101
  }
  expect(outcome.contentType).toContain('application/problem+json')
  expect(JSON.parse(outcome.body)).toMatchObject({ status: outcome.status })
  return outcome.status
}

/** The problem with which a request is answered that names another host. `fetch` names none but its own. */
async function askedAs(host: string, url: URL): Promise<unknown> {
  const { get } = url.protocol === 'https:' ? https : http
  const [answer] = await once(get(url, { headers: { host } }), 'response')
  return json(answer)
}

/** The same token with one letter of its signature changed. */
function forged(token: string): string {
  const at = token.lastIndexOf('.') + 2
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
}

/** A token that says of itself that it needs no signature. */
function unsigned(token: string): string {
  const [, payload] = token.split('.')
  return `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${payload}.`
}

describe.each(ports)('the handshake of the %s port', (port, base) => {
  const address = (server: TestServer) => server.target[base] + paths[port]

  it('takes a token and answers with the protocol', async ({ server }) => {
    const { token } = await server.guest('ann')
    const outcome = await attempt(address(server), offer(token))
    if (!(outcome instanceof Client)) throw new Error(`refused with ${outcome.status}`)
    expect(server.adopt(outcome).protocol).toBe(subprotocol)
  })

  it('answers with the protocol in whatever order the client offers', async ({ server }) => {
    const { token } = await server.guest('ann')
    const outcome = await attempt(address(server), offer(token).reverse())
    if (!(outcome instanceof Client)) throw new Error(`refused with ${outcome.status}`)
    expect(server.adopt(outcome).protocol).toBe(subprotocol)
  })

  it('refuses with 401 who has no token', async ({ server }) => {
    expect(await statusOf(address(server), [subprotocol])).toBe(401)
    expect(await statusOf(address(server), [])).toBe(401)
  })

  it('refuses with 401 a token that nobody has signed', async ({ server }) => {
    const { token } = await server.guest('ann')
    for (const wrong of ['', 'x', 'a.b.c', forged(token), unsigned(token)])
      expect(await statusOf(address(server), wrong ? offer(wrong) : [subprotocol, 'token']), wrong).toBe(401)
  })

  it('refuses with 400 who has a token and does not offer the protocol', async ({ server }) => {
    const { token } = await server.guest('ann')
    expect(await statusOf(address(server), [tokenPrefix + token])).toBe(400)
    expect(await statusOf(address(server), ['chat.v0', tokenPrefix + token])).toBe(400)
  })

  it('refuses with 403 a page of another site', async ({ server }) => {
    const { token } = await server.guest('ann')
    expect(await statusOf(address(server), offer(token), { origin: 'https://elsewhere.example' })).toBe(403)
    expect(await statusOf(address(server), offer(token), { origin: 'null' })).toBe(403)
  })

  it('takes a page of its own site', async ({ server }) => {
    const { token } = await server.guest('ann')
    expect(await statusOf(address(server), offer(token), { origin: server.target.httpUrl })).toBe(101)
  })

  it('refuses with 421 a name that is not the server’s, for a socket and for any request', async ({
    server,
  }) => {
    const { token } = await server.guest('ann')
    const host = 'rebound.example'
    expect(await statusOf(address(server), offer(token), { host })).toBe(421)
    for (const path of ['/healthz', paths[port], '/nowhere']) {
      const url = new URL(path, server.target[base].replace(/^ws/, 'http'))
      expect(await askedAs(host, url), path).toMatchObject({ status: 421, code: 'unknown-host' })
    }
  })

  it('refuses with 404 any other path', async ({ server }) => {
    const { token } = await server.guest('ann')
    const other = port === 'group' ? paths.direct : paths.group
    for (const path of ['/', '/nowhere', other, `${paths[port]}/x`])
      expect(await statusOf(server.target[base] + path, offer(token)), path).toBe(404)
  })
})

describe('a session', () => {
  const password = 'a long enough password, 7'

  it('that is signed out loses its sockets, and its token is void; other sessions stay', async ({
    server,
  }) => {
    const name = `ann-${process.pid}-${Date.now()}`
    const first = await server.post('/api/register', { name, password })
    const second = await server.post('/api/login/password', { name, password })
    const open = async (url: string, token: string) => {
      const outcome = await attempt(url, offer(token))
      if (!(outcome instanceof Client)) throw new Error(`refused with ${outcome.status}`)
      return server.adopt(outcome)
    }
    const groupUrl = server.target.groupUrl + paths.group
    const directUrl = server.target.directUrl + paths.direct
    const [group, direct, other] = await Promise.all([
      open(groupUrl, first.token),
      open(directUrl, first.token),
      open(groupUrl, second.token),
    ])

    const response = await fetch(`${server.target.httpUrl}/api/logout`, {
      method: 'POST',
      headers: { authorization: `Bearer ${first.token}` },
    })
    expect(response.ok).toBe(true)

    expect(await Promise.all([group.closed, direct.closed])).toMatchObject([{ code: 4501 }, { code: 4501 }])
    expect(await statusOf(groupUrl, offer(first.token))).toBe(401)
    expect(await other.ask('heartbeat', { type: 'heartbeat' })).toBeDefined()
  })
})
