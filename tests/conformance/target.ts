/** The server under test: the addresses of its two ports, and of its HTTP API. */
export interface Target {
  groupUrl: string
  directUrl: string
  httpUrl: string
}

/** The addresses that were given to `npm run conformance`, if any. */
export function givenTarget(env: NodeJS.ProcessEnv): Target | undefined {
  const groupUrl = env.CONFORMANCE_GROUP
  const directUrl = env.CONFORMANCE_DIRECT
  if (!groupUrl || !directUrl) return undefined
  return { groupUrl, directUrl, httpUrl: httpUrlOf(groupUrl) }
}

export function httpUrlOf(socketUrl: string): string {
  return new URL(socketUrl).origin.replace(/^ws/, 'http')
}

/** The same address with the next port: where the direct port is unless somebody says otherwise. */
export function nextPort(socketUrl: string): string {
  const url = new URL(socketUrl)
  url.port = String(Number(url.port) + 1)
  return url.toString().replace(/\/$/, '')
}
