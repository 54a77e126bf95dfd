import type { RefusalCode, ServerFrame } from '#protocol'

/** A refusal on its way to the client; the transport adds whose frame it answers. */
export interface Refusal {
  refused: RefusalCode
  /** Milliseconds after which it is worth trying again. */
  retryAfter?: number
}

/** What a command answers: a frame, a refusal, or nothing where the frame wants no answer. */
export type Answer = ServerFrame | Refusal | undefined

export function refuse(code: RefusalCode, retryAfter?: number): Refusal {
  return retryAfter === undefined ? { refused: code } : { refused: code, retryAfter }
}

export function isRefusal(answer: object): answer is Refusal {
  return 'refused' in answer
}
