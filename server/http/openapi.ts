import swagger from '@fastify/swagger'
import { Type } from 'typebox'
import { describeOperations, type Paths } from './describe-operations'
import type { HttpOptions } from './options'
import { responses } from './responses'
import { components } from './schemas'
import type { Routes } from './typed-fastify'

/** Describes every route that is added after this, and serves the description. */
export async function describeRoutes(
  http: Routes,
  { version, publicUrl, sealing }: HttpOptions,
): Promise<void> {
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
    // The plugin types the whole of OpenAPI; what is completed here is a part of it.
    transformObject: (document) => {
      if ('openapiObject' in document)
        describeOperations((document.openapiObject.paths ?? {}) as Paths, sealing.required)
      return 'openapiObject' in document ? document.openapiObject : document.swaggerObject
    },
    refResolver: { buildLocalReference: ({ $id }) => String($id) },
  })

  const schema = {
    summary: 'This document',
    response: responses({ 200: Type.Record(Type.String(), Type.Unknown()) }),
  }
  http.get('/api/openapi.json', { schema }, async () => ({ ...http.swagger() }))
}
