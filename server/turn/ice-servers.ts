import { createHmac } from 'node:crypto'
import type { IceServer } from '#protocol'

/** Milliseconds for which a user name and password are good: a call that goes on keeps what it has, a new way needs new ones. */
const lifeMs = 600_000

interface TurnOptions {
  /** Addresses of TURN and STUN servers. */
  turnUrls: string[]
  /** What the TURN servers know as well. */
  turnSecret: string
  /** Milliseconds since 1970. */
  now(): number
}

/**
 * The servers by which a person's call may go, with a user name and password of ten minutes
 * (draft-uberti-behave-turn-rest-00, "REST API for access to TURN services"). The TURN server learns no more of a person than that it is the same one: it counts by that.
 */
export function openIceServers({ turnUrls, turnSecret, now }: TurnOptions): (person: string) => IceServer[] {
  const turn = turnUrls.filter((url) => /^turn/i.test(url))
  const stun = turnUrls.filter((url) => !turn.includes(url))
  return (person) => {
    // A STUN server asks for no password, and browsers give it none.
    const open = stun.length > 0 ? [{ urls: stun }] : []
    return turn.length > 0 ? [...open, { urls: turn, ...credentials(person, turnSecret, now()) }] : open
  }
}

function credentials(person: string, secret: string, time: number) {
  const alias = createHmac('sha256', secret).update(`person ${person}`).digest('base64url').slice(0, 22)
  // Whole seconds, behind which coturn takes the rest of the name for the user whose connections it counts.
  const username = `${Math.floor((time + lifeMs) / 1_000)}:${alias}`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}
