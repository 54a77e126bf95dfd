import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mediaFields } from '#protocol'
import type { Field, Shape } from '../../miniprogram/protocol/fields'
import * as protocol from '../../miniprogram/protocol/http'
import { message, person, roomCard } from '../../miniprogram/protocol/values'
import { rates } from '../../server/http/limits'
import { anywhere, problems } from '../../server/http/problems'
import { TestServer } from '../integration/server/http/server'
import { code, sectionsOf, tablesOf } from './markdown'

/** What is compared of a route: as the document has it, and as the server describes itself. */
interface Route {
  token: boolean
  body: string[]
  query: string[]
  answer: string
  fields: string[]
  problems: string[]
}

interface Schema {
  $ref?: string
  anyOf?: Schema[]
  required?: string[]
  properties?: Record<string, Schema>
}

interface Operation {
  security?: object[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  parameters?: { in: string; name: string; required: boolean }[]
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}

interface OpenApi {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

/** What the document says of all routes together. */
const common: string[] = [...anywhere, 'bad-seal']
const sections = sectionsOf(readFileSync(new URL('../../docs/HTTP.md', import.meta.url), 'utf8'))
const described = new Map(
  sections.flatMap(({ title, text }) => {
    const name = /^`((?:GET|POST|PATCH|PUT|DELETE) \S+)`$/.exec(title)?.[1]
    return name ? [[name, text] as const] : []
  }),
)

let server: TestServer
let openapi: OpenApi
let webRoom: string
beforeAll(async () => {
  webRoom = await mkdtemp(join(tmpdir(), 'web-room-'))
  await writeFile(join(webRoom, 'index.html'), '')
  server = await TestServer.open({ webRoom })
  openapi = (await server.get('/api/openapi.json')).body
})
afterAll(async () => {
  await server.close()
  await rm(webRoom, { recursive: true })
})

/** Names in backticks, with a question mark behind those that may be missing. */
function names(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`(\?)?/g)].map(([, name = '', mark = '']) => name + mark)
}

function documented(text: string): Route {
  const line = (label: string) => new RegExp(`^- ${label}: (.*)$`, 'm').exec(text)?.[1] ?? ''
  const [, status = '', fields] = /^(\d+)(?: with (.*))?/.exec(line('Answer')) ?? []
  return {
    token: line('Token') !== '',
    body: names(line('Body')),
    query: names(line('Query')),
    answer: fields === undefined ? [status, ...names(line('Answer'))].join(' ') : status,
    // What stands in brackets tells of the field before it.
    fields: names((fields ?? '').replace(/\([^)]*\)/g, '')),
    problems: names(line('Problems')).sort(),
  }
}

function fieldsOf({ properties = {}, required = [] }: Schema): string[] {
  return Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`))
}

function served({ security, requestBody, parameters = [], responses }: Operation): Route {
  const [status = '', good] = Object.entries(responses).find(([one]) => one < '300') ?? []
  const types = Object.keys(good?.content ?? {})
  const plainOrSealed = good?.content?.['application/json']?.schema
  const schema = plainOrSealed?.anyOf?.[0] ?? plainOrSealed
  const name = schema?.$ref?.split('/').at(-1)
  const media = types.filter((type) => type !== 'application/json')
  const codes = Object.values(responses).flatMap(({ description, content }) =>
    content?.['application/problem+json'] ? names(description) : [],
  )
  return {
    token: security !== undefined,
    body: fieldsOf(requestBody?.content['application/json']?.schema ?? {}),
    query: parameters.filter((one) => one.in === 'query').map((one) => one.name + (one.required ? '' : '?')),
    answer: [status, ...(name ? [name] : []), ...media].join(' '),
    fields: fieldsOf(schema ?? {}),
    problems: codes.filter((one) => !common.includes(one)).sort(),
  }
}

/** The routes that run, from the tree that Fastify prints. */
function running(): string[] {
  const path: string[] = []
  const tree = server.http.printRoutes({ commonPrefix: false }).split('\n')
  return tree.flatMap((row) => {
    const [, indent = '', part = '', methods = ''] = /^(.*)[└├]── (\S+) \((.*)\)$/.exec(row) ?? []
    path.splice(indent.length / 4, Number.POSITIVE_INFINITY, part)
    const verbs = methods.split(', ').filter((method) => method !== 'HEAD' && method !== '')
    return verbs.map((verb) => `${verb} ${path.join('').replace(/:(\w+)/g, '{$1}')}`)
  })
}

function servedRoutes(): Map<string, Operation> {
  const all = Object.entries(openapi.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => [`${verb.toUpperCase()} ${path}`, operation] as const),
  )
  return new Map(all)
}

describe('The routes', () => {
  it('of the document are those that run', () => {
    expect([...described.keys()].sort()).toEqual(running().sort())
  })

  it('of the OpenAPI document are those that run, but for the front page', () => {
    expect(openapi.openapi).toBe('3.1.0')
    expect(['GET /', ...servedRoutes().keys()].sort()).toEqual(running().sort())
  })

  it.each([...described].filter(([name]) => name !== 'GET /'))('%s is as it is described', (name, text) => {
    const operation = servedRoutes().get(name)
    expect(operation && served(operation)).toEqual(documented(text))
  })
})

describe('The objects', () => {
  const objects = sections.filter(({ title }) => title.startsWith('Object '))

  it('are those of the OpenAPI document', () => {
    const titles = objects.map(({ title }) => code(title.replace('Object ', '')))
    expect(titles.sort()).toEqual(Object.keys(openapi.components.schemas).sort())
  })

  it.each(objects.map(({ title, text }) => [code(title.replace('Object ', '')), text]))(
    '%s has the fields that are described',
    (name = '', text = '') => {
      const fields = (tablesOf(text)[0] ?? []).flatMap(([field = '']) => names(field))
      expect(fields).toEqual(fieldsOf(openapi.components.schemas[name] ?? {}))
    },
  )
})

/** Names of the fields of a shape, with a question mark behind those that may be missing. */
function namesOf(shape: Shape): string[] {
  return Object.entries(shape).map(([name, { optional }]) => (optional ? `${name}?` : name))
}

/** Always given by this server; a client also works with an older one, which does not. */
const newer = new Set(['expires?'])

describe('What client and server share', () => {
  const named = new Map<Field<unknown> & { shape?: Shape }, string>([
    [person, 'Person'],
    [protocol.me, 'Me'],
    [roomCard, 'RoomCard'],
    [message, 'Message'],
    [protocol.signedIn, 'SignedIn'],
    [protocol.signedInDevice, 'Session'],
    [protocol.contact, 'Contact'],
    [protocol.invitation, 'Invitation'],
    [protocol.media, 'Media'],
  ])

  function coded({ body = {}, answer }: { body?: Shape; answer?: Field<unknown> & { shape?: Shape } }) {
    const name = answer && named.get(answer)
    const fields = name ? [] : namesOf(answer?.shape ?? {})
    return {
      body: namesOf(body),
      answer: [answer ? '200' : '204', ...(name ? [name] : [])].join(' '),
      fields,
    }
  }

  it.each(Object.entries(protocol.httpRoutes))('%s is as it is described', (route, parts) => {
    const { body, answer, fields } = documented(described.get(route) ?? '')
    expect({ body, answer, fields }).toEqual(coded(parts))
  })

  it.each([...named].filter(([, name]) => name !== 'Media'))('object %#, %s', (field, name) => {
    const served = fieldsOf(openapi.components.schemas[name] ?? {})
    expect(namesOf(field.shape ?? {}).map((one) => (newer.has(one) ? one.slice(0, -1) : one))).toEqual(served)
  })

  it('the object Media has the fields of every kind of media', () => {
    const { Media: media } = openapi.components.schemas
    const kinds: Shape[] = Object.values(mediaFields)
    const all = [...new Set(kinds.flatMap((shape) => Object.keys(shape)))]
    const fields = all.map((name) => (kinds.every((shape) => name in shape) ? name : `${name}?`))
    expect(fields.sort()).toEqual(fieldsOf(media ?? {}).sort())
  })
})

/** The rows of the first table of a section, without backticks, `count` cells each. */
function rows(title: string, count: number): string[][] {
  const text = sections.find((one) => one.title === title)?.text ?? ''
  return (tablesOf(text)[0] ?? []).map((cells) => cells.slice(0, count).map(code))
}

describe('The tables', () => {
  it('of problems has every code with its status', () => {
    const known = Object.entries(problems).map(([name, { status }]) => [name, String(status)])
    expect(rows('Problems', 2)).toEqual(known)
  })

  it('of limits has every limit with its figures', () => {
    const known = Object.entries(rates).map(([name, { burst, perSecond }]) => [
      name,
      `${burst}`,
      `${perSecond}`,
    ])
    const told = rows('Limits', 4).map(([name = '', , burst = '', perSecond = '']) => [
      name,
      burst,
      perSecond,
    ])
    expect(told).toEqual(known)
  })
})
