import { Alarm } from './alarm'
import { pause } from './backoff'
import type { Phone } from './ports'

const prefix = 'signed-out.'
/** Tokens that are kept; of more the oldest are given up, and end by themselves. */
const most = 10
/** Attempts in a row, before a network or the next start is waited for. */
const mostAttempts = 8

/** A token that is void as soon as the server knows. `time`: when it was given up, by this phone. */
interface GivenUp {
  token: string
  time: number
}

/** Tokens of sessions that were ended here: on disk, one key each, until the server has been told. */
export class SignOutQueue {
  private readonly phone: Pick<Phone, 'clock' | 'storage' | 'network' | 'chance'>
  private readonly askSignOut: (token: string) => Promise<boolean>
  private readonly waiting = new Map<string, GivenUp>()
  private readonly retry: Alarm
  private attempts = 0
  private isTelling = false

  /** `askSignOut`: true once the server knows; never rejects. */
  constructor(
    phone: Pick<Phone, 'clock' | 'storage' | 'network' | 'chance'>,
    askSignOut: (token: string) => Promise<boolean>,
  ) {
    this.phone = phone
    this.askSignOut = askSignOut
    this.retry = new Alarm(phone.clock)
    phone.network.onChange(() => this.tell())
  }

  /** Goes on with what an earlier run of the program left; called once the storage can be read. */
  open(): void {
    const { storage } = this.phone
    for (const key of storage.keys().filter((key) => key.startsWith(prefix))) {
      const kept = storage.read(key)
      if (isGivenUp(kept)) this.waiting.set(key, kept)
      else storage.remove(key)
    }
    this.tell()
  }

  /** Tells the server at once if it can be reached, else later. */
  add(token: string): void {
    const { chance, clock, storage } = this.phone
    const key = `${prefix}${chance.newId()}`
    const givenUp = { token, time: clock.now() }
    this.waiting.set(key, givenUp)
    storage.write(key, givenUp)
    const oldest = [...this.waiting].sort(([, one], [, other]) => one.time - other.time)
    for (const [old] of oldest.slice(0, -most)) this.forget(old)
    this.tell()
  }

  private tell(): void {
    this.attempts = 0
    this.tellAll()
  }

  private tellAll(): void {
    this.retry.clear()
    if (this.phone.network.isOnline() && !this.isTelling) void this.tellEach()
  }

  private async tellEach(): Promise<void> {
    this.isTelling = true
    let isTold = true
    // What is added meanwhile has its turn, too.
    for (const [key, { token }] of this.waiting) {
      isTold = await this.askSignOut(token)
      if (!isTold) break
      this.forget(key)
    }
    this.isTelling = false
    if (!isTold) this.again()
  }

  private again(): void {
    if (this.attempts >= mostAttempts) return
    const milliseconds = pause(this.attempts, this.phone.chance.random)
    this.attempts += 1
    this.retry.set(milliseconds, () => this.tellAll())
  }

  private forget(key: string): void {
    this.waiting.delete(key)
    this.phone.storage.remove(key)
  }
}

function isGivenUp(value: unknown): value is GivenUp {
  const givenUp = value as Partial<GivenUp> | undefined
  return typeof givenUp?.token === 'string' && typeof givenUp.time === 'number'
}
