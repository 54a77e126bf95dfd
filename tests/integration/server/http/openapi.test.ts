import { constants, createDecipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import Schema from 'typebox/schema'
import { describe, expect, it } from 'vitest'
import { testKeys } from '../../../support/seal-keys'
import { formOf, member } from './form'
import { type Answer, TestServer } from './server'

interface Content {
  schema: object
  example?: Record<string, unknown>
}
interface Operation {
  operationId: string
  tags: string[]
  security?: object[]
  parameters?: Array<{ name: string; in: string; required?: boolean; schema: object; example?: unknown }>
  requestBody?: { content: Record<string, Content> }
  responses: Record<string, { description: string; content?: Record<string, Content> }>
}
interface Body {
  headers: Record<string, string>
  payload?: Buffer | string
}
interface Document {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}

/**
 * Without WeChat there is no code to sign in or talk by, the ticket of the example was never given, a poster is for a video, nobody is signed in anywhere else, and the one login
 * name that is tried is registered by then, so that the guest has no password to change.
 */
const cannotSucceed = [
  'postLoginWechat',
  'postLoginTicket',
  'postCallsCallVoip',
  'postMediaMediaPoster',
  'deleteMeSessionsId',
  'postMeKeep',
  'postMePassword',
]
/** A file is whole when its chunks have come, it is shown afterwards, and signing out ends the session. */
const late = ['postUploadsUploadDone', 'getMediaAvatarsAvatar', 'getMediaMedia', 'postLogout']

function operationsOf({ paths }: Document) {
  const all = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({ path, method: verb.toUpperCase(), operation })),
  )
  const turn = ({ operation }: { operation: Operation }) => late.indexOf(operation.operationId)
  return all.sort((a, b) => turn(a) - turn(b))
}

/** Somebody who knows the document and nothing else, but for what answers of before have said. */
class Reader {
  readonly #server: TestServer
  readonly #document: Document
  readonly #token: string
  /** Values that only the server can give, by name. */
  readonly #known: Record<string, string>
  readonly #key = randomBytes(32)
  #question = 0

  constructor(server: TestServer, document: Document, token: string, known: Record<string, string>) {
    this.#server = server
    this.#document = document
    this.#token = token
    this.#known = known
  }

  /** Asks as the document says. The answer as JSON, opened when it was sealed; all is checked against the document. */
  async ask(path: string, method: string, operation: Operation, isSealed: boolean): Promise<number> {
    const { parameters = [], security, requestBody } = operation
    const seal = isSealed && parameters.some(({ name }) => name === 'Seal') ? this.#seal() : undefined
    const url = this.#address(path, parameters)
    const { headers, payload } = await this.#body(requestBody)
    const answer = await this.#server.ask({
      method: method as 'GET',
      url,
      ...(security && { token: this.#token }),
      ...(payload !== undefined && { payload }),
      headers: { ...headers, ...(seal !== undefined && { seal }) },
    })
    this.#check(answer, operation, `${method} ${url}`, seal !== undefined)
    return answer.status
  }

  #address(path: string, parameters: Operation['parameters'] = []): string {
    const valueFor = ({ name, example }: { name: string; example?: unknown }) =>
      encodeURIComponent(this.#known[name] ?? String(example))
    const inPath = parameters.filter((one) => one.in === 'path')
    const inQuery = parameters.filter((one) => one.in === 'query' && one.required)
    const at = inPath.reduce((text, one) => text.replace(`{${one.name}}`, valueFor(one)), path)
    const query = inQuery.map((one) => `${one.name}=${valueFor(one)}`).join('&')
    return query === '' ? at : `${at}?${query}`
  }

  async #body(requestBody: Operation['requestBody']): Promise<Body> {
    const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? []
    if (type === undefined || !content) return { headers: {} }
    if (type === 'multipart/form-data') return formOf(await smallPicture())
    if (type === 'application/octet-stream')
      return { headers: { 'content-type': type }, payload: Buffer.from('bytes') }
    expect(this.#fits(content.schema, content.example), JSON.stringify(content)).toBe(true)
    return { headers: { 'content-type': type }, payload: JSON.stringify(content.example) }
  }

  #seal(): string {
    const spki = Buffer.from(testKeys.offered[0] ?? '', 'base64')
    const key = createPublicKey({ key: spki, type: 'spki', format: 'der' })
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    const wrapped = publicEncrypt({ key, padding, oaepHash: 'sha256' }, this.#key)
    this.#question += 1
    return `${testKeys.fingerprints[0]} ${wrapped.toString('base64')} ${this.#question}`
  }

  #check(answer: Answer, { responses }: Operation, asked: string, isSealed: boolean): void {
    const about = `${asked} ${answer.status}`
    const described = responses[answer.status]
    expect(described, about).toBeDefined()
    if (answer.status === 204) return
    const type = String(answer.headers['content-type']).split(';')[0] ?? ''
    expect(Object.keys(described?.content ?? {}), about).toContain(type)
    const schema = described?.content?.[type]?.schema ?? {}
    if (!type.includes('json')) return
    expect(this.#fits(schema, answer.body), `${about} ${answer.text}`).toBe(true)
    if (isSealed) expect(Object.keys(answer.body).sort(), about).toEqual(['nonce', 'sealed'])
    const body = isSealed ? this.#open(answer, `${about} ${this.#question}`) : answer.body
    expect(this.#fits(schema, body), `${about} ${JSON.stringify(body)}`).toBe(true)
    this.#learn(body)
  }

  #open({ body }: Answer, additional: string): unknown {
    const sealed = Buffer.from(body.sealed, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', this.#key, Buffer.from(body.nonce, 'base64'))
    decipher.setAAD(Buffer.from(additional))
    decipher.setAuthTag(sealed.subarray(-16))
    return JSON.parse(`${decipher.update(sealed.subarray(0, -16))}${decipher.final()}`)
  }

  #learn(body: unknown): void {
    for (const name of ['upload', 'media', 'pass']) {
      const value = (body as Record<string, unknown>)[name]
      if (typeof value === 'string') this.#known[name] = value
    }
    const { avatar } = body as { avatar?: string }
    if (avatar?.startsWith('/media/avatars/')) this.#known.avatar = avatar.slice('/media/avatars/'.length)
  }

  #fits(schema: object, value: unknown): boolean {
    return Schema.Compile({ ...schema, components: this.#document.components }).Check(value)
  }
}

async function smallPicture(): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  return sharp({ create: { width: 8, height: 8, channels: 3, background: '#27a' } })
    .png()
    .toBuffer()
}

async function open(required: boolean) {
  const server = await TestServer.open({ sealing: { keys: testKeys, required } })
  const ann = await member(server, 'Ann')
  const draft = { id: 'm1', from: ann.id, kind: 'text' as const, body: 'Is the kettle on?', time: 1 }
  await server.ports.ports.store.messages.append('lobby', [draft])
  const document: Document = (await server.get('/api/openapi.json')).body
  return { server, document, reader: new Reader(server, document, ann.token, { id: ann.id }) }
}

describe.each([
  ['required', true, true],
  ['optional, asked sealed', false, true],
  ['optional, asked bare', false, false],
] as const)('who follows the OpenAPI document where sealing is %s', (_how, required, isSealed) => {
  it('is answered by every operation as the document says', async () => {
    const { server, document, reader } = await open(required)
    for (const { path, method, operation } of operationsOf(document)) {
      const status = await reader.ask(path, method, operation, isSealed)
      if (!cannotSucceed.includes(operation.operationId))
        expect(status, `${method} ${path}`).toBeLessThan(300)
      server.ports.clock.pass(10_000)
    }
    await server.close()
  })
})

describe('the OpenAPI document', () => {
  it('names each operation once, and files it', async () => {
    const { server, document } = await open(true)
    const all = operationsOf(document).map(({ operation }) => operation)
    expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length)
    for (const { tags, responses } of all) {
      expect(tags).toHaveLength(1)
      expect(Object.keys(responses)).toEqual(
        expect.arrayContaining(['400', '408', '421', '431', '500', '503']),
      )
    }
    await server.close()
  })

  it('wants the header `Seal` where nothing is given without it', async () => {
    const { server, document } = await open(true)
    const seals = operationsOf(document).flatMap(({ path, operation }) =>
      (operation.parameters ?? []).some(({ name, required }) => name === 'Seal' && required) ? [path] : [],
    )
    expect(seals).toEqual(['/api/rooms', '/api/rooms/{room}', '/api/rooms/{room}/messages'])
    await server.close()
  })
})
