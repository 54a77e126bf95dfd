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

/** The id of a frame that says several messages: each has it with a number and a slash before it. */
export const batchId: Field<string> = field(
  (value) => isClientId(value) && value.length <= limits.batchIdLength,
  `1 to ${limits.batchIdLength} letters, digits or _.:-`,
)

/** The id of a message: its author's client chose it, or the server did, then with a slash in it. */
export const messageId: Field<string> = field(
  (value) => typeof value === 'string' && /^[\w.:/-]{1,64}$/.test(value),
  `1 to ${limits.idLength} letters, digits or _.:/-`,
)

/** An id that the server gave: of a person, a room, an invitation. */
export const serverId: Field<string> = field(isServerId, `1 to ${limits.idLength} letters, digits or _.-`)

/** An id or a room code as a person typed or copied it: full-width letters and digits are plain ones, blanks are nothing. */
export function tidyId(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s\u200b-\u200f\u2060]/g, '')
}

/** A login name as a person typed it: full-width letters and digits are plain ones. */
export function tidyLogin(typed: string): string {
  return typed.normalize('NFKC').trim()
}

/** What is an id once it is tidy. Twice as long at most as an id may be. */
export const typedId: Field<string> = field(
  (value) => typeof value === 'string' && value.length <= 2 * limits.idLength && isServerId(tidyId(value)),
  `1 to ${limits.idLength} letters, digits or _.-, in any width`,
)
