import { mongo } from 'mongoose'
import { StoreUnavailable } from '../store'

/** Milliseconds that a call may take: beyond what the driver itself waits for a server and its majority. */
const usualMs = 8_000

/** Calls that have not settled in that time, each with its place in the pool, after which something must be done. */
const mostUnsettled = 10

/** What a server says that is up but cannot serve now: it is no primary, stops, was told to stop waiting. */
const passing = new Set([
  6, 7, 50, 64, 89, 91, 100, 133, 134, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436,
])

/** Every call of the store goes through here: it is let in, waited for at the end, and its failure named. */
export class Gate {
  readonly #calls = new Set<Promise<unknown>>()
  /** Of calls that were refused, though perhaps they will settle yet. */
  readonly #unsettled = new Set<Promise<unknown>>()
  readonly #refusals = new Set<(why: string) => void>()
  #closed = false
  readonly #onStuck: () => void
  readonly #patienceMs: number

  /** `onStuck`: so many calls have not settled that the connection must be made anew. */
  constructor(onStuck: () => void, patienceMs = usualMs) {
    this.#onStuck = onStuck
    this.#patienceMs = patienceMs
  }

  /** A port whose methods reject with `StoreUnavailable` where the store cannot be reached. */
  guard<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name)
        if (typeof method !== 'function') return method
        return (...args: unknown[]) => this.run(async () => method.apply(target, args))
      },
    })
  }

  async run<T>(call: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreUnavailable('The store is closed')
    const running = this.#inTime(call())
    this.#calls.add(running)
    const forget = () => void this.#calls.delete(running)
    running.then(forget, forget)
    try {
      return await running
    } catch (error) {
      throw isFault(error) ? error : new StoreUnavailable(messageOf(error))
    }
  }

  /** Refuses what is under way: the server is gone, and answers of the driver may never come. */
  breakOff(why: string): void {
    for (const refuse of this.#refusals) refuse(why)
  }

  /** Lets nobody in, and resolves when all are out. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.allSettled(this.#calls)
  }

  /** A call that takes longer goes on; whether it succeeds is then unknown, and a person waits no longer. */
  #inTime<T>(call: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const refuse = (why: string) => reject(new StoreUnavailable(why))
      const timer = setTimeout(() => {
        refuse(`No answer within ${this.#patienceMs} ms`)
        this.#count(call)
      }, this.#patienceMs)
      const settle = () => {
        clearTimeout(timer)
        this.#refusals.delete(refuse)
        this.#unsettled.delete(call)
      }
      this.#refusals.add(refuse)
      call.then(resolve, reject)
      call.then(settle, settle)
    })
  }

  #count(call: Promise<unknown>): void {
    this.#unsettled.add(call)
    if (this.#unsettled.size < mostUnsettled) return
    // Those of the connection that is given up count no more.
    this.#unsettled.clear()
    this.#onStuck()
  }
}

/** Not the way to the store, but the call itself or our own code is wrong. */
function isFault(error: unknown): boolean {
  if (error instanceof mongo.MongoWriteConcernError) return false
  // Of many documents: none was refused, so the connection was lost, or a majority was not there.
  if (error instanceof mongo.MongoBulkWriteError && [error.writeErrors].flat().length === 0) return false
  if (error instanceof mongo.MongoServerError)
    return !passing.has(Number(error.code)) && !error.hasErrorLabel('RetryableWriteError')
  // Whatever else the driver throws is about connections; and Mongoose throws where there is none.
  const { name, code } = error as { name?: unknown; code?: unknown }
  const ofDriver = error instanceof mongo.MongoError || name === 'MongooseError' || isOfSocket(code)
  return !ofDriver && !(error instanceof StoreUnavailable)
}

/** A socket that ends while it is written to throws by itself, not by the driver. */
function isOfSocket(code: unknown): boolean {
  return typeof code === 'string' && /^(E[A-Z]+|ERR_(SOCKET|STREAM)_\w+)$/.test(code)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
