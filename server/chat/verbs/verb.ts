import type { ClientFrameType, FrameOf } from '#protocol'
import type { Answer } from '../answer'
import type { House } from '../house'
import type { Visitor } from '../visitor'

/**
 * What a frame does. The answer goes to the visitor who sent it; everyone else hears through the house.
 * A rejection with `StoreUnavailable` is answered `try-again`.
 */
export type Verb<T extends ClientFrameType> = (
  frame: FrameOf<T>,
  visitor: Visitor,
  house: House,
) => Answer | Promise<Answer>
