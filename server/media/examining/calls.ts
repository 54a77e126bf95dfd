import type { MediaProblem } from '../media-refused'

/** What crosses to the process that examines, and back: plain objects, copied on the way. */

export interface Question {
  job: string
  args: unknown[]
}

export type Answer =
  | { value: unknown }
  /** The file is not taken. */
  | { refused: MediaProblem }
  /** A mistake of ours. */
  | { fault: string }
