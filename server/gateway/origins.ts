/** Where WeChat's own clients say they come from (the fixed `Referer` of mini-programs has this host). */
const wechat = 'https://servicewechat.com'

/**
 * Whether a page of this origin may connect: one that this server gave out itself, on either of its
 * ports or under its public address, WeChat's, and those that the settings name.
 */
export function originCheck(
  publicUrl: string,
  more: string[],
  ports: () => number[],
): (origin: string, host: string) => boolean {
  const named = new Set([wechat, ...more, ...(publicUrl === '' ? [] : [new URL(publicUrl).origin])])
  return (origin, host) => {
    if (named.has(origin)) return true
    const page = parse(origin)
    const here = parse(`http://${host}`)
    if (!page || !here || page.hostname !== here.hostname) return false
    return page.host === here.host || ports().includes(Number(page.port))
  }
}

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined
}
