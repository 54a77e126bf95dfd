import type { Connection } from 'mongoose'
import type { Heartbeats } from './revive'

/** Mongoose's number for it: its enumeration is no export that Node finds in a module. */
const connected = 1

/**
 * Tells as soon as it is known that the server is gone: a look at it has failed, and there is none that could be
 * written to. One connection that breaks is not that: the driver looks at once, and finds the server alive. Nor is a
 * primary that steps down: it answers.
 */
export function tellWhenGone(connection: Connection, client: Heartbeats, tell: () => void): void {
  let failing = false
  const look = () => {
    if (failing && connection.readyState !== connected) tell()
  }
  client.on('serverHeartbeatSucceeded', () => {
    failing = false
  })
  client.on('serverHeartbeatFailed', () => {
    failing = true
    // What follows from it is known a moment later.
    setImmediate(look)
  })
}
