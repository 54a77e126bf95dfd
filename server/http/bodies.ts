import type { FastifyInstance } from 'fastify'

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
