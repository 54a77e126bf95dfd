/** Where Redis is, as `REDIS_URL` says it. */
export interface RedisAddress {
  kind: 'single' | 'sentinel' | 'cluster'
  tls: boolean
  hosts: Array<{ host: string; port: number }>
  username?: string
  password?: string
  /** The name of the master that the Sentinels watch. */
  master: string
  db: number
}

const form = /^(rediss?)(\+sentinel|\+cluster)?:\/\/(?:([^@/]*)@)?([^@/?#]+)((?:\/[^/?#]+){0,2})\/?$/

/**
 * Reads an address; nothing when it has none of these forms. `rediss` in place of `redis` is TLS.
 *
 * - `redis://[user:password@]host[:6379][/database]`: one Redis
 * - `redis+sentinel://[user:password@]host[:26379][,host…]/master[/database]`: what the Sentinels call the
 *   master; user and password are for Redis, the Sentinels are asked without
 * - `redis+cluster://[user:password@]host[:6379][,host…]`: some nodes of a Redis Cluster, version 7 or newer
 */
export function parseRedisUrl(url: string): RedisAddress | undefined {
  const [, scheme, way = '', login = '', hosts = '', path = ''] = form.exec(url) ?? []
  if (!scheme) return undefined
  const kind = way === '+sentinel' ? 'sentinel' : way === '+cluster' ? 'cluster' : 'single'
  const segments = path.split('/').slice(1)
  const master = kind === 'sentinel' ? (segments.shift() ?? '') : ''
  const [db = '0', ...rest] = segments
  const found = hosts.split(',').map((one) => hostOf(one, kind === 'sentinel' ? 26_379 : 6_379))
  const known = found.filter((one) => one !== undefined)
  const wrong =
    known.length < found.length ||
    (kind === 'single' && known.length > 1) ||
    (kind === 'sentinel' && master === '') ||
    (kind === 'cluster' && segments.length > 0) ||
    rest.length > 0 ||
    !/^\d{1,4}$/.test(db)
  if (wrong) return undefined
  return { kind, tls: scheme === 'rediss', hosts: known, master, db: Number(db), ...loginOf(login) }
}

function hostOf(text: string, usual: number): { host: string; port: number } | undefined {
  const [, bracketed, plain, given] = /^(?:\[([\da-fA-F:.]+)\]|([^:[\]\s]+))(?::(\d{1,5}))?$/.exec(text) ?? []
  const host = bracketed ?? plain
  const port = given === undefined ? usual : Number(given)
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port }
}

function loginOf(text: string): { username?: string; password?: string } {
  const at = text.indexOf(':')
  const username = decoded(at < 0 ? text : text.slice(0, at))
  const password = at < 0 ? '' : decoded(text.slice(at + 1))
  return { ...(username === '' ? {} : { username }), ...(password === '' ? {} : { password }) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The address without user and password, for the operator's eyes. */
export function shown({ kind, hosts }: RedisAddress): string {
  const list = hosts.map(({ host, port }) => `${host}:${port}`).join(',')
  return kind === 'single' ? list : `${kind} ${list}`
}
