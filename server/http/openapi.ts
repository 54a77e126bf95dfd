import swagger from '@fastify/swagger'
import { Type } from 'typebox'
import type { HttpOptions } from './options'
import { responses } from './responses'
import { components } from './schemas'
import type { Routes } from './typed-fastify'

/** Describes every route that is added after this, and serves the description. */
export async function describeRoutes(http: Routes, { version, publicUrl }: HttpOptions): Promise<void> {
  for (const component of Object.values(components)) http.addSchema(component)
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Chat room',
        description: 'The HTTP side. The sockets are in docs/PROTOCOL.md.',
        version,
      },
      ...(publicUrl && { servers: [{ url: publicUrl }] }),
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    refResolver: { buildLocalReference: ({ $id }) => String($id) },
  })

  const schema = {
    summary: 'This document',
    response: responses({ 200: Type.Record(Type.String(), Type.Unknown()) }),
  }
  http.get('/api/openapi.json', { schema }, async () => ({ ...http.swagger() }))
}
