import type { ClientFrameType, FrameOf } from '#protocol'
import type { Answer } from '../answer'
import type { Client } from '../client'
import type { ChatContext } from '../context'

/**
 * What a frame does. The answer goes to the client who sent it; everyone else hears through the context.
 * A rejection with `StoreUnavailable` is answered `try-again`.
 */
export type Command<T extends ClientFrameType> = (
  frame: FrameOf<T>,
  client: Client,
  chat: ChatContext,
) => Answer | Promise<Answer>
