import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyRequest } from 'fastify'
import { paths } from '#protocol'
import type { HttpOptions } from '../options'
import { ownOrigin } from '../own-origin'
import type { Routes } from '../typed-fastify'

/** Where `index.html` wants the addresses of the server; the build of the web room puts it there. */
const configMarker = '%CHAT_CONFIG%'
/** Names that hold a hash of their content never change it. */
const hashed = /\.[0-9a-zA-Z]{8,}\.\w+(\.gz|\.br)?$/

/** Where a page finds the server that gave it out. */
interface Addresses {
  http: string
  group: string
  direct: string
  home: string
}

/** The web room at `/`: the mini-program's own pages, for browsers. */
export async function webRoom(http: Routes, options: HttpOptions): Promise<void> {
  const index = join(options.webRoom, 'index.html')
  if (options.webRoom === '' || !existsSync(index)) return
  const page = readFileSync(index, 'utf8')
  http.get('/', { schema: { hide: true } }, async (request, reply) => {
    const addresses = addressesFor(request, options)
    reply.header('content-security-policy', policy(addresses))
    // Asked for each time, so that a new version is seen at once.
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8')
    return reply.send(page.replace(configMarker, escapeAttribute(JSON.stringify(addresses))))
  })
  await http.register(fastifyStatic, {
    root: options.webRoom,
    index: false,
    preCompressed: true,
    wildcard: false,
    globIgnore: ['index.html', '**/*.br', '**/*.gz'],
    cacheControl: false,
    setHeaders: (reply, path) =>
      reply.header('cache-control', hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'),
  })
}

/**
 * Under its public address, and behind anything else that speaks TLS for it, both sockets are at the
 * origin of the page; opened directly, each at its own port.
 */
function addressesFor(request: FastifyRequest, { publicUrl, directPort }: HttpOptions): Addresses {
  const own = ownOrigin(request)
  const known = publicUrl !== '' && new URL(publicUrl).host === new URL(own).host
  const home = known ? publicUrl : own
  const group = home.replace(/^http/, 'ws') + paths.group
  const direct = new URL(home.replace(/^http/, 'ws') + paths.direct)
  if (!known && request.protocol === 'http') direct.port = String(directPort())
  return { http: home, group, direct: direct.href, home }
}

/** Nothing but our own files, and the two sockets: no inline script, no eval, no other site. */
function policy({ group, direct }: Addresses): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self' blob: ${new URL(group).origin} ${new URL(direct).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
