/** The server under test: the addresses of its two ports, and of its HTTP API. */
export interface Target {
  groupUrl: string
  directUrl: string
  httpUrl: string
}

/**
 * The addresses that were given to `npm run conformance`, if any: several of each port, with commas
 * between, are processes of one service, over which people are spread.
 */
export function givenTargets(env: NodeJS.ProcessEnv): Target[] {
  const directUrls = listOf(env.CONFORMANCE_DIRECT)
  return listOf(env.CONFORMANCE_GROUP).map((groupUrl, at) => {
    const directUrl = directUrls[at] ?? nextPort(groupUrl)
    return { groupUrl, directUrl, httpUrl: httpUrlOf(groupUrl) }
  })
}

function listOf(text = ''): string[] {
  return text
    .split(',')
    .map((url) => url.replace(/\/$/, ''))
    .filter((url) => url !== '')
}

function httpUrlOf(socketUrl: string): string {
  return new URL(socketUrl).origin.replace(/^ws/, 'http')
}

/** The same address with the next port: where the direct port is unless somebody says otherwise. */
function nextPort(socketUrl: string): string {
  const url = new URL(socketUrl)
  url.port = String(Number(url.port) + 1)
  return url.toString().replace(/\/$/, '')
}
