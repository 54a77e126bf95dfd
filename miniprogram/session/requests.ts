import type { ClientFrame, Port, ServerFrame } from '../protocol/index'
import { Alarm } from './alarm'
import type { Phone } from './ports'
import { Refused } from './refused'

/** Milliseconds that a person is kept waiting for an answer, lost connections included. */
const patienceMs = 15_000
/** A temporary refusal without `retryAfter` is tried again after this many milliseconds. */
const shortPauseMs = 1_000

type WithoutId<F> = F extends unknown ? Omit<F, 'id'> : never
/** A frame to ask with; its id is given here. */
export type Question = WithoutId<ClientFrame>

export interface Asking {
  /** Asked again on the next socket when this one is lost. Otherwise it rejects with `offline`. */
  outlives: boolean
  /** Refusals that mean "done already", when it may have been done by an earlier try. */
  doneIf?: readonly string[]
}

interface Open {
  port: Port
  frame: ClientFrame & { id: string }
  asking: Asking
  tries: number
  patience: Alarm
  resolve(answer: ServerFrame | undefined): void
  reject(problem: Refused): void
}

/** Questions that wait for their answer, by id. */
export class Requests {
  private readonly phone: Pick<Phone, 'clock' | 'chance'>
  private readonly send: (port: Port, frame: ClientFrame) => boolean
  private readonly open = new Map<string, Open>()

  /** `send` says whether there was a socket to send with. */
  constructor(phone: Pick<Phone, 'clock' | 'chance'>, send: (port: Port, frame: ClientFrame) => boolean) {
    this.phone = phone
    this.send = send
  }

  /** The answer; nothing when a repeat found the thing done. Rejects with `Refused`. */
  ask(port: Port, question: Question, asking: Asking): Promise<ServerFrame | undefined> {
    const id = this.phone.chance.newId()
    const frame = { ...question, id } as ClientFrame & { id: string }
    return new Promise((resolve, reject) => {
      const patience = new Alarm(this.phone.clock)
      const request: Open = { port, frame, asking, tries: 0, patience, resolve, reject }
      this.open.set(id, request)
      patience.set(patienceMs, () => this.fail(request, request.tries > 0 ? 'no-answer' : 'offline'))
      if (!this.try(request) && !asking.outlives) this.fail(request, 'offline')
    })
  }

  /** Takes a frame from the server if it answers a question. */
  answer(frame: ServerFrame): void {
    const id = 'id' in frame ? frame.id : undefined
    const request = id === undefined ? undefined : this.open.get(id)
    if (!request) return
    if (frame.type === 'refused') this.refuse(request, frame.code, frame.message, frame.retryAfter)
    else this.settle(request, frame)
  }

  /** A fresh socket is open: asks again what is still open. */
  opened(port: Port): void {
    for (const request of [...this.open.values()]) if (request.port === port) this.try(request)
  }

  lost(port: Port): void {
    for (const request of [...this.open.values()]) {
      if (request.port === port && !request.asking.outlives) this.fail(request, 'offline')
    }
  }

  /** Nobody is signed in any more. */
  clear(): void {
    for (const request of [...this.open.values()]) this.fail(request, 'signed-out')
  }

  private try(request: Open): boolean {
    if (!this.send(request.port, request.frame)) return false
    request.tries += 1
    return true
  }

  private refuse(request: Open, code: string, message: string, retryAfter?: number): void {
    if (code === 'try-again' || code === 'too-fast') {
      // The patience of the request goes on: it fails when that is over.
      this.phone.clock.after(retryAfter ?? shortPauseMs, () => {
        if (this.open.has(request.frame.id)) this.try(request)
      })
      return
    }
    this.end(request)
    if (request.tries > 1 && request.asking.doneIf?.includes(code)) request.resolve(undefined)
    else request.reject(new Refused(code, message, retryAfter))
  }

  private fail(request: Open, code: string): void {
    this.end(request)
    request.reject(new Refused(code))
  }

  private settle(request: Open, answer: ServerFrame | undefined): void {
    this.end(request)
    request.resolve(answer)
  }

  private end(request: Open): void {
    request.patience.clear()
    this.open.delete(request.frame.id)
  }
}
