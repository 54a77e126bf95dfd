import { request } from 'node:https'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { lobby, offer, type Person, type Port, paths, sealOffer } from '#protocol'
import { Client } from '../../conformance/client'
import { ClientSeal } from '../../conformance/sealing'
import { leaveOut, needsBoth } from '../../support/needs'
import { hasNginx, type Nginx, startNginx } from '../../support/nginx'
import { type Nodes, startNodes } from '../../support/nodes'
import { soon } from '../../support/soon'

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
    nodes = await startNodes()
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

  function ask(path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const json = body ? { 'content-type': 'application/json' } : {}
    const options = { method: body ? 'POST' : 'GET', ca: nginx.ca, headers: { ...json, ...headers } }
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
}

if (hasNginx) needsBoth(name, tests)
else leaveOut(name, 'for this machine has no nginx or openssl ("scripts/install-services.sh" installs nginx)')
