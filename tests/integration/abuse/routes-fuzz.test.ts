import fc from 'fast-check'
import type { HTTPMethods, InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestServer } from '../server/http/server'
import { fuzzFrames, fuzzSeed, fuzzTimeout } from './fuzz'

const many = Math.ceil(fuzzFrames / 20)
const secondMs = 1_000

let server: TestServer
let routes: Array<{ method: HTTPMethods; path: string }>
let token: string
beforeAll(async () => {
  server = await TestServer.open()
  const { body } = await server.get('/api/openapi.json')
  routes = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase() as HTTPMethods, path })),
  )
  token = (await server.guest('Eve')).token
})
afterAll(() => server.close())

const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('lobby', '..', '%2e%2e', '%00', '__proto__', '-1', '1e9', 'NaN', "' OR 1=1 --"),
)
const field = fc.constantFrom('name', 'password', 'code', 'avatar', '__proto__', 'constructor')
const body = fc.oneof(
  fc.dictionary(field, fc.oneof(word, fc.jsonValue())).map((value) => JSON.stringify(value)),
  fc.json(),
  fc.string({ unit: 'binary' }),
)
const headers = fc.dictionary(
  fc.constantFrom(
    'authorization',
    'content-type',
    'origin',
    'x-forwarded-for',
    'accept',
    'range',
    'if-match',
  ),
  fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.constantFrom('application/json', 'application/json; charset=x', 'Bearer', 'null', 'bytes=0-1'),
  ),
)

/** A request near one of the routes: its place filled with anything, anything asked, anything sent. */
function request(): fc.Arbitrary<InjectOptions> {
  const target = fc.tuple(fc.constantFrom(...routes), word, fc.dictionary(word, word), fc.boolean())
  return fc
    .tuple(target, body, headers, fc.boolean())
    .map(([[route, place, query, encoded], sent, more, signedIn]) => {
      const at = encoded ? encodeURIComponent(Buffer.from(place).toString()) : place
      const asked = new URLSearchParams(query).toString()
      return {
        method: route.method,
        url: `${route.path.replace(/\{\w+\}/g, at)}${asked && '?'}${asked}`,
        headers: {
          ...(route.method !== 'GET' && { 'content-type': 'application/json' }),
          ...(signedIn && { authorization: `Bearer ${token}` }),
          ...more,
        },
        ...(route.method !== 'GET' && { payload: sent }),
      } as InjectOptions
    })
}

it(
  `routes answer ${many} made-up requests, and none is the server's fault`,
  async () => {
    const property = fc.asyncProperty(request(), async (asked) => {
      // Nobody is too fast here: every request is to be looked at.
      server.ports.clock.pass(secondMs)
      server.log.length = 0
      const answer = await server.ask(asked)
      expect(answer.status, server.log.join()).toBeLessThan(500)
      if (answer.status < 400) return
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(answer.body).toMatchObject({ status: answer.status, code: expect.any(String) })
    })
    await fc.assert(property, { seed: fuzzSeed, numRuns: many })
  },
  fuzzTimeout,
)
