import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpOptions } from '../../../../server/http/options'
import { TestServer } from './server'

const files = {
  'index.html': '<meta name="chat-config" content="%CHAT_CONFIG%">',
  'app.0123abcd.js': 'long script',
  'app.0123abcd.js.gz': 'short',
  'version.json': '{}',
}

describe('the web room', () => {
  let webRoom: string
  beforeAll(async () => {
    webRoom = await mkdtemp(join(tmpdir(), 'web-room-'))
    for (const [name, text] of Object.entries(files)) await writeFile(join(webRoom, name), text)
  })
  afterAll(() => rm(webRoom, { recursive: true }))

  /** What `/` answers, with the addresses it gives its page. */
  async function open(host: string, settings: Partial<HttpOptions> = {}, headers = {}) {
    const server = await TestServer.open({ webRoom, ...settings })
    const answer = await server.ask({ method: 'GET', url: '/', headers: { host, ...headers } })
    await server.close()
    const config = /content="(.*)"/.exec(answer.text)?.[1] ?? ''
    return { ...answer, config: JSON.parse(config.replaceAll('&#34;', '"')) }
  }

  it('finds both sockets at the ports of the host by which it was opened', async () => {
    const { config } = await open('10.0.0.7:8080')
    expect(config).toEqual({
      http: 'http://10.0.0.7:8080',
      group: 'ws://10.0.0.7:8080/group',
      direct: 'ws://10.0.0.7:8081/direct',
      home: 'http://10.0.0.7:8080',
    })
  })

  it('finds both sockets at the public address when it was opened by it', async () => {
    const { config } = await open('chat.example', { publicUrl: 'https://chat.example' })
    expect(config).toMatchObject({ group: 'wss://chat.example/group', direct: 'wss://chat.example/direct' })
  })

  it('works at its own address although there is a public one', async () => {
    const { config } = await open('127.0.0.1:8080', { publicUrl: 'https://chat.example' })
    expect(config).toMatchObject({ group: 'ws://127.0.0.1:8080/group', direct: 'ws://127.0.0.1:8081/direct' })
  })

  it('finds both sockets behind a trusted proxy that speaks TLS', async () => {
    const forwarded = { 'x-forwarded-proto': 'https' }
    const { config } = await open('chat.example', { trustProxy: ['loopback'] }, forwarded)
    expect(config).toMatchObject({ http: 'https://chat.example', direct: 'wss://chat.example/direct' })
  })

  it('follows no X-Forwarded-Host, whoever sends it', async () => {
    const forwarded = { 'x-forwarded-host': 'evil.example' }
    const { config, headers } = await open('10.0.0.7:8080', { trustProxy: ['loopback'] }, forwarded)
    expect(JSON.stringify(config)).not.toContain('evil')
    expect(headers['content-security-policy']).not.toContain('evil')
  })

  it('may run its own files and call its own sockets, and nothing else', async () => {
    const { headers } = await open('chat.example:8080')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("connect-src 'self' blob: ws://chat.example:8080 ws://chat.example:8081;")
    expect(policy).toContain("img-src 'self' data: blob:;")
    expect(policy).not.toContain('unsafe')
  })

  it('is given to who names the usual port', async () => {
    const { config } = await open('chat.example:80')
    expect(config).toMatchObject({ http: 'http://chat.example', group: 'ws://chat.example/group' })
  })

  it('cannot be broken out of by a hostile Host', async () => {
    const server = await TestServer.open({ webRoom })
    const answer = await server.ask({
      method: 'GET',
      url: '/',
      headers: { host: '"><script>alert(1)</script>' },
    })
    await server.close()
    expect(answer.text).not.toContain('<script>')
  })

  it('keeps what has a hash in its name for good, and asks again for the rest', async () => {
    const server = await TestServer.open({ webRoom })
    const script = await server.ask({
      method: 'GET',
      url: '/app.0123abcd.js',
      headers: { 'accept-encoding': 'gzip' },
    })
    const version = await server.get('/version.json')
    await server.close()
    expect(script.headers['cache-control']).toContain('immutable')
    expect(script.headers['content-encoding']).toBe('gzip')
    expect(version.headers['cache-control']).toBe('no-cache')
  })

  it('has no page where it was not built', async () => {
    const server = await TestServer.open({ webRoom: tmpdir() })
    expect((await server.get('/')).status).toBe(404)
    await server.close()
  })
})
