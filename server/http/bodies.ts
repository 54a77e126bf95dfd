import type { FastifyInstance } from 'fastify'
import { HttpProblem } from './problems'
import type { Routes } from './typed-fastify'

/**
 * Bodies are JSON and nothing else. An empty one is none: `wx.request` names a type even when it sends
 * nothing.
 */
export function readJson(http: FastifyInstance): void {
  http.removeAllContentTypeParsers()
  // Keys that would reach an object's prototype are refused.
  const parse = http.getDefaultJsonParser('error', 'error')
  http.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, body, done)
  })
}

/** Bodies are bytes and nothing else, at most so many. */
export function readBytes(http: Routes, most: number): void {
  http.removeAllContentTypeParsers()
  const options = { parseAs: 'buffer', bodyLimit: most } as const
  http.addContentTypeParser(
    'application/octet-stream',
    options,
    async (_request: unknown, body: Buffer) => body,
  )
  refuseOthers(http)
}

/** Names what is wrong with a body of a type that the routes of this instance do not take. */
export function refuseOthers(http: Routes): void {
  http.addContentTypeParser('*', async () => {
    throw new HttpProblem('wrong-body')
  })
}
