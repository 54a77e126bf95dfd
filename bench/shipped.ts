import { lobby } from '#protocol'
import { guest } from '../tests/support/people'
import { startServerProcess } from '../tests/support/server-process'
import { ourDialect, type Rival, speak } from './rival'

/** Nobody is refused for speed: the limits are not what is measured. */
const free = {
  SAY_PER_SECOND: '1000000',
  SAY_BURST: '1000000',
  FRAMES_PER_SECOND: '1000000',
  FRAMES_BURST: '1000000',
}
const atOnce = 20

/** Starts the built server with so many guests; on a new folder unless the environment names one. */
export async function openShipped(
  members: number,
  env: Record<string, string> = {},
  dialect = ourDialect,
): Promise<Rival> {
  const server = await startServerProcess({ env: { ...free, ...env } })
  const tokens: string[] = []
  while (tokens.length < members) {
    const few = Array.from(
      { length: Math.min(atOnce, members - tokens.length) },
      (_, at) => `guest ${tokens.length + at}`,
    )
    tokens.push(...(await Promise.all(few.map((name) => guest(server, name)))).map(({ token }) => token))
  }
  return {
    pid: server.pid,
    ...speak(dialect, Number(new URL(server.groupUrl).port), tokens),
    close: () => server.close(),
  }
}

/** Where the messages of the measurements are. */
export const room = lobby
