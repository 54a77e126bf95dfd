import { list, optional, type Shape, type Shaped, shapeProblem } from './fields'
import { clientId, serverId } from './ids'
import { anyString, seq } from './values'

/**
 * The frames of the sealing itself. They stand around the others: once a socket is sealed, every other
 * frame travels inside a `sealed` one.
 */
export const sealingFrames = {
  /** Server: its public keys, the newest first, and the first bytes of the nonces that it will use. */
  hello: { keys: list(anyString, 8), nonce: anyString },
  /** Client: the socket's two keys, for the server's eyes alone. */
  seal: { id: optional(clientId), key: serverId, secret: anyString },
  /** Either: a whole frame. With `key`, for everyone in a room; without, for this socket. */
  sealed: { key: optional(serverId), n: seq, sealed: anyString },
  /** Server, always sealed itself: the key of a room, as long as it lasts. */
  key: { key: serverId, room: serverId, secret: anyString },
} satisfies Record<string, Shape>

export type SealingFrameType = keyof typeof sealingFrames
export type SealingFrameOf<T extends SealingFrameType> = { type: T } & Shaped<(typeof sealingFrames)[T]>

/** Bytes of the parts of a seal. */
export const sealSizes = { key: 32, tag: 16, noncePrefix: 8, counter: 4 } as const

/** Bytes of a whole nonce. */
export const sealNonceLength = sealSizes.noncePrefix + sealSizes.counter

/** The most that one key may seal: the counter has four bytes. */
export const mostSealed = 0xffff_ffff

/** Whether what a frame holds is what a frame of the sealing has: a type guard for parsed JSON. */
export function isSealingFrame<T extends SealingFrameType>(raw: unknown, type: T): raw is SealingFrameOf<T> {
  if (shapeProblem(sealingFrames[type], raw, type)) return false
  return (raw as { type?: unknown }).type === type
}
