import { closes, limits } from '#protocol'
import type { Ports } from '../chat/ports'
import type { Connection } from './connection'

const everyMs = 1_000

/** Wall time, by which tokens expire, and the monotonic clock, by which answers are waited for. */
type Clocks = Pick<Ports, 'now' | 'elapsed'>

/** What is looked at of a connection. */
export type Kept = Pick<
  Connection,
  'identity' | 'aliveAt' | 'pingAt' | 'askedAt' | 'call' | 'lostAt' | 'ping' | 'close'
>

/**
 * Keeps an eye on every socket: pings it each 25 s, closes it when the pings stay unanswered (bytes that are
 * taken tell nothing: the kernel takes some 10 MB for a reader who has stopped), and when its token expires.
 * Each socket has its own second, so that a thousand are not pinged at once. In a call somebody waits for whom is
 * lost, so there it goes faster, and they are lost since the first ping that was not answered.
 */
export function startKeepalive(connections: Iterable<Kept>, clocks: Clocks): { stop(): void } {
  const timer = setInterval(() => {
    const [now, elapsed] = [clocks.now(), clocks.elapsed()]
    for (const connection of connections) check(connection, now, elapsed)
  }, everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

function check(connection: Kept, now: number, elapsed: number): void {
  if (now >= connection.identity.expires) return connection.close(closes.expired)
  if (elapsed - connection.aliveAt > limits.deadPeerMs) return connection.close(closes.silent)
  const inCall = connection.call !== undefined
  const silentMs = elapsed - (connection.askedAt ?? elapsed)
  if (inCall && silentMs > limits.callDeadPeerMs) {
    connection.lostAt = now - silentMs
    return connection.close(closes.silent)
  }
  const pingMs = inCall ? limits.callPingMs : limits.heartbeatMs
  const dueMs = connection.pingAt - elapsed
  // Further away it is due by the pace of before: who comes into a call does not wait for that.
  if (dueMs > 0 && dueMs <= pingMs) return
  connection.askedAt ??= elapsed
  connection.ping()
  connection.pingAt = elapsed + pingMs
}
