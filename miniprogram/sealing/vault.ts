import { sealSizes } from '../protocol/index'
import { outboxPrefix } from '../session/kept-queue'
import type { Secrets, Storage } from '../session/ports'
import { EntrySeal, entryRandomLength, isSealed } from './entry-seal'
import type { SealPlatform } from './platform'

/** The key's name among the phone's secrets. */
const secret = 'vault'
/** An entry that opens only with the key that everything here is sealed with. */
const mark = 'vault.mark'
/** What is read before the key is there. No message is in it, and no token. */
const bare: readonly string[] = ['account', 'settings', 'destination', 'server-ahead', secret]

/**
 * The phone's storage, sealed with a key that is among the phone's secrets. Where there are no secrets, it is kept as it
 * is. Before `open` is done only what is never sealed can be read or written.
 */
export class Vault implements Storage {
  private readonly storage: Storage
  private readonly secrets: Secrets
  private readonly platform: SealPlatform
  private isOpen = false
  private seal: EntrySeal | undefined

  constructor(storage: Storage, secrets: Secrets, platform: SealPlatform) {
    this.storage = storage
    this.secrets = secrets
    this.platform = platform
  }

  /**
   * Finds the key, or makes one and seals what an older version has left. Resolves to the number of unsent messages that
   * do not open any more, and are gone. Never rejects.
   */
  async open(): Promise<number> {
    this.seal = await this.findSeal().catch(() => undefined)
    this.isOpen = true
    if (this.seal) return this.clean(this.seal)
    // The key may be there next time: then what was written bare meanwhile is sealed.
    this.storage.remove(mark)
    return 0
  }

  read(key: string): unknown {
    if (bare.includes(key)) return this.storage.read(key)
    if (!this.isOpen) return undefined
    const value = this.storage.read(key)
    return isSealed(value) ? this.seal?.open(key, value) : value
  }

  write(key: string, value: unknown): boolean {
    if (bare.includes(key)) return this.storage.write(key, value)
    return this.isOpen && this.storage.write(key, this.seal ? this.seal.seal(key, value) : value)
  }

  remove(key: string): void {
    this.storage.remove(key)
  }

  keys(): string[] {
    return this.storage.keys()
  }

  private async findSeal(): Promise<EntrySeal | undefined> {
    const key = (await this.readKey()) ?? (await this.makeKey())
    return key && new EntrySeal(key, await this.platform.random(entryRandomLength), this.platform)
  }

  private async readKey(): Promise<Uint8Array | undefined> {
    // Once more, for without it everything that is sealed is out of reach.
    const text = await this.secrets.read(secret).catch(() => this.secrets.read(secret))
    return text === undefined ? undefined : this.platform.fromBase64(text)
  }

  /** Read back: another window may have made one at the same time, and then whose is kept counts for both. */
  private async makeKey(): Promise<Uint8Array | undefined> {
    const key = await this.platform.random(sealSizes.key)
    await this.secrets.write(secret, this.platform.toBase64(key))
    return this.readKey()
  }

  /** Pending messages are checked each time, so that a lost one is reported at once; all else only when the key is new. */
  private clean(seal: EntrySeal): number {
    const isNew = this.read(mark) === undefined
    const keys = this.keys().filter((key) => !bare.includes(key) && (isNew || key.startsWith(outboxPrefix)))
    const lost = keys.filter((key) => !this.keep(key, seal))
    for (const key of lost) this.remove(key)
    if (isNew) this.write(mark, true)
    return lost.filter((key) => key.startsWith(outboxPrefix)).length
  }

  /** False when an entry does not open. One that is bare is sealed. */
  private keep(key: string, seal: EntrySeal): boolean {
    const value = this.storage.read(key)
    if (isSealed(value)) return seal.open(key, value) !== undefined
    if (value !== undefined) this.write(key, value)
    return true
  }
}
