import { describe, expect, it, onTestFinished } from 'vitest'
import { offer, paths } from '#protocol'
import { attempt, Client } from '../../conformance/client'
import { startServerProcess } from '../../support/server-process'

const named = 'https://pages.example'

/** The status of a socket to each port that a page of this origin opens. */
async function statusesOf(env: Record<string, string>, origin: string): Promise<number[]> {
  const server = await startServerProcess({ env })
  onTestFinished(() => server.close())
  const response = await fetch(`${server.httpUrl}/api/login/guest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Ann' }),
  })
  const { token } = (await response.json()) as { token: string }
  const urls = [server.groupUrl + paths.group, server.directUrl + paths.direct]
  return Promise.all(
    urls.map(async (url) => {
      const outcome = await attempt(url, offer(token), { origin })
      if (!(outcome instanceof Client)) return outcome.status
      await outcome.close()
      return 101
    }),
  )
}

describe('A page of another origin', () => {
  it('may open the sockets when ALLOWED_ORIGINS names its origin', async () => {
    expect(await statusesOf({ ALLOWED_ORIGINS: `https://first.example,${named}` }, named)).toEqual([101, 101])
  })

  it('may when it is that of CALL_PAGE, to whose name the server answers as well', async () => {
    expect(await statusesOf({ CALL_PAGE: `${named}/` }, named)).toEqual([101, 101])
    const server = await startServerProcess({ env: { CALL_PAGE: `${named}/` } })
    onTestFinished(() => server.close())
    const status = async (host: string) => {
      const outcome = await attempt(server.groupUrl + paths.group, offer('x'), { host })
      return outcome instanceof Client ? 101 : outcome.status
    }
    expect([await status('pages.example'), await status('other.example')]).toEqual([401, 421])
  })

  it.each([
    ['a part of the host that is named', 'https://example'],
    ['a host below it', 'https://sub.pages.example'],
    ['the same host by another protocol', 'http://pages.example'],
    ['the same host at another port', 'https://pages.example:444'],
  ])('may not when it is %s', async (_, origin) => {
    expect(await statusesOf({ ALLOWED_ORIGINS: named }, origin)).toEqual([403, 403])
  })

  it('may not when nothing is named', async () => {
    expect(await statusesOf({}, named)).toEqual([403, 403])
  })
})
