import type { Worker } from 'node:worker_threads'
import { StoreUnavailable } from '../store'
import { type Answer, type FromThread, methods, type PortName, type Ports, type ToThread } from './calls'

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** The thread as seen from outside: calls go in, promises come out. */
export class Remote {
  readonly #worker: Worker
  readonly #onDeath: (error: Error) => void
  readonly #waiting = new Map<number, Waiting>()
  readonly #exited: Promise<void>
  #calls = 0
  #holding: Waiting | undefined
  /** Why nothing can be called any more. */
  #end: string | undefined

  constructor(worker: Worker, onDeath: (error: Error) => void) {
    this.#worker = worker
    this.#onDeath = onDeath
    worker.on('message', (message: FromThread) => {
      if ('answers' in message) for (const answer of message.answers) this.#settle(answer)
      if ('held' in message) this.#settleHold(message.held ? undefined : message.reason)
    })
    worker.once('error', (error) => this.#die(error))
    this.#exited = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#die(new Error('it ended by itself'))
        resolve()
      })
    })
  }

  /** A port whose methods are calls to the thread. */
  port<P extends PortName>(name: P): Ports[P] {
    const calls = Object.keys(methods[name]).map((method) => [
      method,
      (...args: unknown[]) => this.#call(name, method, args),
    ])
    // `methods` has every method of the port, and the thread answers with what the port promises.
    return Object.fromEntries(calls) as unknown as Ports[P]
  }

  /** Resolves when the file has all that was written, and stays as it is. Rejects while it is held already. */
  hold(): Promise<void> {
    if (this.#end !== undefined) return Promise.reject(new StoreUnavailable(this.#end))
    if (this.#holding) return Promise.reject(new StoreUnavailable('The file is held already'))
    return new Promise((resolve, reject) => {
      this.#holding = { resolve: () => resolve(), reject }
      this.#post('hold')
    })
  }

  /** Lets the file change again. */
  release(): void {
    this.#holding = undefined
    if (this.#end === undefined) this.#post('release')
  }

  /** Takes no more calls, waits for those that were made, and ends the thread. Idempotent. */
  close(): Promise<void> {
    if (this.#end === undefined) {
      this.#end = 'The store is closed'
      this.#post('close')
    }
    return this.#exited
  }

  #call(port: PortName, method: string, args: unknown[]): Promise<unknown> {
    if (this.#end !== undefined) return Promise.reject(new StoreUnavailable(this.#end))
    this.#calls += 1
    const n = this.#calls
    return new Promise((resolve, reject) => {
      this.#post({ n, port, method, args })
      this.#waiting.set(n, { resolve, reject })
    })
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message)
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.n)
    this.#waiting.delete(answer.n)
    if ('unavailable' in answer) waiting?.reject(new StoreUnavailable(answer.unavailable))
    else if ('fault' in answer) waiting?.reject(new Error(answer.fault))
    else waiting?.resolve(answer.value)
  }

  #settleHold(reason: string | undefined): void {
    if (reason === undefined) return this.#holding?.resolve(undefined)
    this.#holding?.reject(new StoreUnavailable(`The file cannot be held: ${reason}`))
    this.#holding = undefined
  }

  /** An exit that was asked for finds nobody waiting, and is no death. */
  #die(error: Error): void {
    const asked = this.#end !== undefined && this.#waiting.size === 0
    if (asked) return
    this.#end = `The store's thread has died: ${error.message}`
    for (const { reject } of this.#waiting.values()) reject(new StoreUnavailable(this.#end))
    this.#waiting.clear()
    this.#holding?.reject(new StoreUnavailable(this.#end))
    this.#onDeath(error)
  }
}
