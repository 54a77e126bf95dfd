import { isIP } from 'node:net'

/** A `Host` header as an address; nothing when it is no host. */
export function parseHost(header: string): URL | undefined {
  const address = `http://${header}`
  const url = URL.canParse(address) ? new URL(address) : undefined
  // What the parser repairs or cuts off is no host; a port that need not be named is.
  const isWhole = url && [url.host, `${url.host}:80`].includes(header.toLowerCase())
  return isWhole ? url : undefined
}

/**
 * Whether the server answers to what a `Host` header names: an IP address, `localhost`, or one of these names, at any port. A
 * page of another site can make its own name lead to this server (DNS rebinding), but none of those.
 */
export function hostCheck(names: string[]): (header: string) => boolean {
  const known = new Set(['localhost', ...names.map((name) => name.toLowerCase())])
  return (header) => {
    const hostname = parseHost(header)?.hostname ?? ''
    return known.has(hostname) || isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0
  }
}
