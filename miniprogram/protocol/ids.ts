import { type Field, field } from './fields'
import { limits } from './limits'

const clientIdPattern = /^[\w.:-]{1,64}$/
const serverIdPattern = /^[\w.-]{1,64}$/

export function isClientId(value: unknown): value is string {
  return typeof value === 'string' && clientIdPattern.test(value)
}

export function isServerId(value: unknown): value is string {
  return typeof value === 'string' && serverIdPattern.test(value)
}

/** An id that a client chose for its frame; the answer repeats it. */
export const clientId: Field<string> = field(isClientId, `1 to ${limits.idLength} letters, digits or _.:-`)

/** The id of a message: its author's client chose it, or the server did, then with a slash in it. */
export const messageId: Field<string> = field(
  (value) => typeof value === 'string' && /^[\w.:/-]{1,64}$/.test(value),
  `1 to ${limits.idLength} letters, digits or _.:/-`,
)

/** An id that the server gave: of a person, a room, an invitation. */
export const serverId: Field<string> = field(isServerId, `1 to ${limits.idLength} letters, digits or _.-`)
