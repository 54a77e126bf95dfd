import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { HttpOptions } from './options'

const yearSeconds = 31_536_000

/** What browsers may do with the answers: nothing but show them. */
export async function setSecurityHeaders(http: FastifyInstance, { publicUrl }: HttpOptions): Promise<void> {
  await http.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // A promise of https may only be made where there is https, and not for names that others run.
    strictTransportSecurity: publicUrl.startsWith('https:') && {
      maxAge: yearSeconds,
      includeSubDomains: false,
    },
  })
  http.addHook('onRequest', async (request, reply) => {
    // Answers hold tokens and messages: they belong in no cache, also not in the browser's own.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })
}
