import { offer, paths } from '#protocol'
import { open } from '../../conformance/client'
import { picture } from '../../support/media-files'
import type { ServerProcess } from '../../support/server-process'
import { formOf } from '../server/http/form'

type Server = Pick<ServerProcess, 'httpUrl' | 'groupUrl'>

/** Somebody in the lobby of a server, as far as HTTP and one socket go. */
export class TestHttp {
  readonly #server: Server
  readonly #token: string

  constructor(server: Server, token: string) {
    this.#server = server
    this.#token = token
  }

  static async guest(server: Server, name: string): Promise<TestHttp> {
    const answer = await fetch(`${server.httpUrl}/api/login/guest`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    })
    return new TestHttp(server, ((await answer.json()) as { token: string }).token)
  }

  /** The same person at another server. */
  at(server: Server): TestHttp {
    return new TestHttp(server, this.#token)
  }

  say(body: string): Promise<void> {
    return this.#say('text', body)
  }

  async sayPicture(): Promise<{ media: string; bytes: Buffer }> {
    const bytes = await picture()
    const { payload: body, headers } = await formOf(bytes)
    const answer = await this.#ask('/api/media?room=lobby&kind=image', { method: 'POST', body, headers })
    const said = (await answer.json()) as { media: string }
    await this.#say('image', said)
    return { media: said.media, bytes: await this.picture(said.media) }
  }

  async words(): Promise<string[]> {
    const answer = await this.#ask('/api/rooms/lobby/messages')
    const { messages } = (await answer.json()) as { messages: Array<{ kind: string; body: string }> }
    return messages.filter(({ kind }) => kind === 'text').map(({ body }) => body)
  }

  async picture(media: string): Promise<Buffer> {
    const { pass } = (await (await this.#ask('/api/rooms/lobby/pass')).json()) as { pass: string }
    return Buffer.from(await (await this.#ask(`/media/${media}?pass=${pass}`)).arrayBuffer())
  }

  async #say(kind: string, body: unknown): Promise<void> {
    const client = await open(this.#server.groupUrl + paths.group, offer(this.#token))
    await client.ask('entered', { type: 'enter', room: 'lobby' })
    await client.ask('accepted', { type: 'say', id: `m${Date.now()}`, room: 'lobby', kind, body } as never)
    await client.close()
  }

  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, authorization: `Bearer ${this.#token}` }
    const answer = await fetch(this.#server.httpUrl + path, { ...init, headers } as RequestInit)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
}
