import { Agent, request } from 'node:https'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { lobby, offer, type Person, type Port, paths, sealOffer } from '#protocol'
import { Client } from '../../conformance/client'
import { ClientSeal } from '../../conformance/sealing'
import { leaveOut, needsBoth } from '../../support/needs'
import { hasNginx, type Nginx, startNginx } from '../../support/nginx'
import { type Nodes, startNodes } from '../../support/nodes'
import { soon } from '../../support/soon'
import { upTo } from '../../unit/server/chat/live/lines'

const name = 'the proxy of deploy/ in front of two servers'

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

const tests = () => {
  let nodes: Nodes
  let nginx: Nginx
  beforeAll(async () => {
    nodes = await startNodes({ PUBLIC_URL: 'https://chat.example' })
    const ports = ({ groupUrl, directUrl }: Nodes['servers'][0]) => ({
      group: new URL(groupUrl).host,
      direct: new URL(directUrl).host,
    })
    nginx = await startNginx([ports(nodes.servers[0]), ports(nodes.servers[1])])
  })
  afterAll(async () => {
    await nginx?.close()
    await nodes?.close()
  })

  function ask(
    path: string,
    body?: object,
    headers: Record<string, string> = {},
    agent?: Agent,
  ): Promise<Answer> {
    const json = body ? { 'content-type': 'application/json' } : {}
    // Whoever holds the certificate is trusted, also under a name that it does not say.
    const trust = { ca: nginx.ca, checkServerIdentity: () => undefined }
    const options = { method: body ? 'POST' : 'GET', ...trust, headers: { ...json, ...headers }, agent }
    return new Promise((done, fail) => {
      const asked = request(`https://${nginx.https}${path}`, options, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        response.on('end', () => {
          done({ status: response.statusCode ?? 0, headers: response.headers, body: text })
        })
      })
      asked.once('error', fail)
      asked.end(body && JSON.stringify(body))
    })
  }

  async function guest(name: string): Promise<{ token: string; user: Person }> {
    return JSON.parse((await ask('/api/login/guest', { name })).body)
  }

  async function open(port: Port, token: string): Promise<Client> {
    const options = { ca: nginx.ca, origin: `https://${nginx.https}` }
    const socket = new WebSocket(`wss://${nginx.https}${paths[port]}`, [...offer(token), sealOffer], options)
    const client = new Client(socket, new ClientSeal())
    await new Promise((done, fail) => socket.once('open', done).once('error', fail))
    await client.sealed
    return client
  }

  it('passes the sockets of both ports and the HTTP API through TLS', async () => {
    const [ann, bo] = [await guest('Ann'), await guest('Bo')]
    const clients = [await open('group', ann.token), await open('group', bo.token)]
    for (const client of clients) await client.ask('entered', { type: 'enter', room: lobby })
    const [annAt, boAt] = clients
    await annAt?.ask('accepted', { type: 'say', id: 'a', room: lobby, kind: 'text', body: 'hello' })
    expect(await boAt?.next('said')).toMatchObject({ from: ann.user, body: 'hello' })
    const direct = await open('direct', ann.token)
    expect(await direct.ask('asked', { type: 'link', to: bo.user.id })).toHaveProperty('link')
    const me = await ask('/api/me', undefined, { authorization: `Bearer ${ann.token}` })
    expect(JSON.parse(me.body)).toMatchObject({ id: ann.user.id })
    await Promise.all([...clients, direct].map((client) => client.close()))
  })

  it('sends plain HTTP to HTTPS', async () => {
    const answer = await fetch(`http://${nginx.http}/api/me?x=1`, { redirect: 'manual' })
    expect(answer.status).toBe(301)
    expect(answer.headers.get('location')).toBe('https://127.0.0.1/api/me?x=1')
  })

  it('shows what is for the operator to nobody', async () => {
    for (const path of ['/metrics', '/readyz']) expect((await ask(path)).status).toBe(404)
    expect((await ask('/healthz')).status).toBe(200)
  })

  it('promises HTTPS once, whoever answers', async () => {
    for (const path of ['/healthz', '/api/me', '/metrics', '/'])
      expect((await ask(path)).headers['strict-transport-security']).toBe('max-age=31536000')
  })

  it('passes on no name but the one in Host', async () => {
    const forged = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
    const { body, headers } = await ask('/api/login', undefined, {
      ...forged,
      origin: 'https://evil.example',
    })
    expect(JSON.parse(body)).toHaveProperty('guest')
    expect(headers['access-control-allow-origin']).toBeUndefined()
    const { status, body: refusal } = await ask('/api/login', undefined, { host: 'evil.example' })
    expect([status, JSON.parse(refusal).code]).toEqual([421, 'unknown-host'])
  })

  it('refuses a socket without a token as the server does', async () => {
    const answer = await ask(paths.group, undefined, {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
    })
    expect(answer.status).toBe(401)
  })

  it('brings people to the other server when one is killed', async () => {
    const ann = await guest('Ann')
    await nodes.servers[0].kill('SIGKILL')
    await vi.waitFor(async () => {
      for (let n = 0; n < 4; n += 1) {
        const client = await open('group', ann.token)
        await client.ask('entered', { type: 'enter', room: lobby })
        await client.close()
      }
    }, soon)
    expect((await ask('/healthz')).status).toBe(200)
    await nodes.servers[0].restart()
  })

  // The last: it uses up what one address may ask.
  it('stops a flood of one address with a problem that says when to come again', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 40 })
    let stopped: Answer | undefined
    for (let round = 0; round < 100 && !stopped; round += 1) {
      const answers = await Promise.all(upTo(200).map(() => ask('/healthz', undefined, {}, agent)))
      stopped = answers.find(({ status }) => status === 429)
    }
    agent.destroy()
    expect(stopped?.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '5',
      'strict-transport-security': 'max-age=31536000',
    })
    expect(JSON.parse(stopped?.body ?? '')).toMatchObject({ status: 429, code: 'too-fast' })
  })
}

if (hasNginx) needsBoth(name, tests)
else leaveOut(name, 'for this machine has no nginx or openssl ("scripts/install-services.sh" installs nginx)')
