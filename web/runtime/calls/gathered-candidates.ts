import type { Candidate } from '../../../miniprogram/protocol/calls'
import { limits } from '../../../miniprogram/protocol/limits'

/** Milliseconds that the first of some candidates waits for the others. */
const gatherMs = 50

/** Ways to be reached, sent several at a time. */
export class GatheredCandidates {
  readonly #send: (candidates: Candidate[]) => void
  #gathered: Candidate[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(send: (candidates: Candidate[]) => void) {
    this.#send = send
  }

  add({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate): void {
    // An empty one says that there are no more, which nobody waits for.
    if (candidate === '' || candidate.length > limits.candidateLength) return
    this.#gathered.push({
      candidate,
      ...(sdpMid !== null && { sdpMid }),
      ...(sdpMLineIndex !== null && { sdpMLineIndex }),
      ...(usernameFragment !== null && { usernameFragment }),
    })
    if (this.#gathered.length === limits.candidates) this.flush()
    else this.#timer ??= setTimeout(() => this.flush(), gatherMs)
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const gathered = this.#gathered
    this.#gathered = []
    if (gathered.length > 0) this.#send(gathered)
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#gathered = []
  }
}
