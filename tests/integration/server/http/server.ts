import { Writable } from 'node:stream'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { pino } from 'pino'
import { openSessions, type Sessions } from '../../../../server/accounts/sessions'
import { openHttp } from '../../../../server/http/http'
import type { HttpOptions } from '../../../../server/http/options'
import { openMetrics } from '../../../../server/lib/metrics'
import { openMedia } from '../../../../server/media/open'
import { openPasses } from '../../../../server/media/passes'
import type { MediaPorts } from '../../../../server/media/ports'
import { hostCheck } from '../../../../server/net/hosts'
import { Tarpit } from '../../../../server/net/tarpit'
import { testKeys } from '../../../support/seal-keys'
import { openTestPorts, type TestPorts } from '../accounts/ports'

/** An address that belongs to nobody (RFC 5737): what comes from loopback is limited less. */
export const elsewhere = '203.0.113.7'

export interface Answer {
  status: number
  headers: Record<string, unknown>
  // biome-ignore lint/suspicious/noExplicitAny: an answer's body is whatever the test expects it to be
  body: any
  text: string
  bytes: Buffer
}

/** Somebody who has signed in. */
export interface Guest {
  id: string
  name: string
  token: string
}

/** The HTTP server without a port, over real ports. */
export class TestServer {
  readonly ports: TestPorts
  readonly http: FastifyInstance
  readonly sessions: Sessions
  readonly media: MediaPorts
  /** Every line of the log so far. */
  readonly log: string[]

  private constructor(
    ports: TestPorts,
    http: FastifyInstance,
    sessions: Sessions,
    media: MediaPorts,
    log: string[],
  ) {
    this.ports = ports
    this.http = http
    this.sessions = sessions
    this.media = media
    this.log = log
  }

  static async open(
    settings: Partial<HttpOptions> & { mediaQuotaMb?: number; uploadMbPerSecond?: number } = {},
  ): Promise<TestServer> {
    const ports = await openTestPorts()
    const { store, state, now, newId } = ports.ports
    const inFolder = { s3Url: '', s3Region: '', s3KeyId: '', s3Secret: '' }
    const { mediaQuotaMb = 1_000, uploadMbPerSecond = 0 } = settings
    const mediaSettings = { ...inFolder, dataDir: ports.dir, mediaQuotaMb, uploadMbPerSecond }
    const media = openMedia(mediaSettings, { store, now, newId })
    const secret = 'a secret of at least thirty-two bytes'
    const sessions = openSessions({ secret, lifetimeMs: 86_400_000, store, bus: state.bus, now })
    const log: string[] = []
    const lines = new Writable({
      write(line, _encoding, done) {
        log.push(String(line))
        done()
      },
    })
    const http = await openHttp({
      ports: ports.ports,
      sessions,
      sealing: { keys: testKeys, required: false },
      media,
      passes: openPasses(secret, now),
      tarpit: new Tarpit(),
      signIn: { guestLogin: true },
      publicUrl: '',
      callPage: '',
      trustProxy: [],
      knownHost: hostCheck(['chat.example']),
      allowedOrigin: (origin, host) => origin === 'https://web.example.com' || origin === `http://${host}`,
      log: pino({ level: 'trace' }, lines),
      metrics: openMetrics(),
      metricsToken: '',
      webRoom: '',
      directPort: () => 8081,
      version: '0.0.0',
      readiness: async () => undefined,
      ...settings,
    })
    return new TestServer(ports, http, sessions, media, log)
  }

  async close(): Promise<void> {
    await this.http.close()
    this.media.examiner.close()
    await this.ports.dispose()
  }

  /** One request from this machine. */
  async ask(request: InjectOptions & { token?: string }): Promise<Answer> {
    const { token, headers, ...rest } = request
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const answer = await this.http.inject({ ...rest, headers: { ...authorization, ...headers } })
    const { statusCode: status, headers: got, body: text, rawPayload: bytes } = answer
    const isJson = String(got['content-type']).includes('json')
    return { status, headers: got, body: isJson ? JSON.parse(text) : undefined, text, bytes }
  }

  get(url: string, token?: string): Promise<Answer> {
    return this.ask({ method: 'GET', url, ...(token !== undefined && { token }) })
  }

  post(url: string, payload: object, token?: string): Promise<Answer> {
    return this.ask({ method: 'POST', url, payload, ...(token !== undefined && { token }) })
  }

  patch(url: string, payload: object, token: string): Promise<Answer> {
    return this.ask({ method: 'PATCH', url, payload, token })
  }

  async guest(name: string): Promise<Guest> {
    const { body } = await this.post('/api/login/guest', { name })
    return { id: body.user.id, name, token: body.token }
  }
}
