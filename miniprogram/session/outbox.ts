import type { Port, SaidBody, SaidKind } from '../protocol/index'
import type { Storage } from './ports'

/** An own message from the tap on "send" until the server has answered it. */
export interface Letter {
  /** Its place among all letters of this phone: those of a room go out in this order. */
  place: number
  room: string
  port: Port
  id: string
  /** A text unless said otherwise. */
  kind?: SaidKind
  body: SaidBody
  reply?: number
  mentions?: string[]
  /** When it was written; milliseconds since 1970, the server's clock as far as known. */
  time: number
  /** The place the server gave it: only in the news that it was accepted. */
  seq?: number
  /** Why it was refused for good. It stays until a person retries or discards it. */
  problem?: string
}

/** What became of a letter: written, changed (failed, retried, saved at last), or gone for the one or the other reason. */
export type LetterNews = 'added' | 'changed' | 'accepted' | 'discarded'

export type OutboxListener = (letter: Letter, news: LetterNews) => void

/** With this begin the keys of letters, of whomever. */
export const lettersPrefix = 'outbox.'

/** Own messages that are not accepted yet, on disk, one key each: writing one risks no other, in this window or another one. */
export class Outbox {
  private readonly storage: Storage
  private readonly prefix: string
  private readonly letters = new Map<string, Letter>()
  private readonly unsaved = new Set<string>()
  private readonly listeners = new Set<OutboxListener>()
  private lastPlace = 0

  /** `person` keeps the letters of several people on one phone apart. */
  constructor(storage: Storage, person: string) {
    this.storage = storage
    this.prefix = `${lettersPrefix}${person}.`
    const stored = storage.keys().filter((key) => key.startsWith(this.prefix))
    const letters = stored.map((key) => storage.read(key)).filter(isLetter)
    for (const letter of letters.sort((one, other) => one.place - other.place || one.time - other.time)) {
      this.letters.set(nameOf(letter), letter)
      this.lastPlace = letter.place
    }
  }

  /** Whether a letter is in memory alone, for the phone has no room left. */
  get isStorageFull(): boolean {
    return this.unsaved.size > 0
  }

  isUnsaved(letter: Letter): boolean {
    return this.unsaved.has(nameOf(letter))
  }

  /** The letters of a room, or of all, in the order in which they were written. */
  list(room?: string): Letter[] {
    const all = [...this.letters.values()]
    return room === undefined ? all : all.filter((letter) => letter.room === room)
  }

  get(room: string, id: string): Letter | undefined {
    return this.letters.get(nameOf({ room, id }))
  }

  add(draft: Omit<Letter, 'place'>): void {
    this.lastPlace += 1
    const letter = { ...draft, place: this.lastPlace }
    this.letters.set(nameOf(letter), letter)
    this.save(letter)
    this.tell(letter, 'added')
  }

  fail(letter: Letter, problem: string): void {
    this.replace({ ...letter, problem })
  }

  /** Lets a failed letter go out again, under the same id. */
  retry(letter: Letter): void {
    const { problem: _, ...rest } = letter
    this.replace(rest)
  }

  /** The server has it for good. */
  accept(letter: Letter, seq: number): void {
    this.remove({ ...letter, seq }, 'accepted')
  }

  discard(letter: Letter): void {
    this.remove(letter, 'discarded')
  }

  private remove(letter: Letter, why: 'accepted' | 'discarded'): void {
    if (!this.letters.delete(nameOf(letter))) return
    this.unsaved.delete(nameOf(letter))
    this.storage.remove(this.prefix + letter.id)
    this.tell(letter, why)
    this.saveTheUnsaved()
  }

  /** Takes all letters away, from the disk too. */
  clear(): void {
    for (const letter of this.list()) this.discard(letter)
  }

  listen(listener: OutboxListener): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  private save(letter: Letter): void {
    if (this.storage.write(this.prefix + letter.id, letter)) this.unsaved.delete(nameOf(letter))
    else this.unsaved.add(nameOf(letter))
  }

  /** There is more room now. */
  private saveTheUnsaved(): void {
    for (const name of [...this.unsaved]) {
      const letter = this.letters.get(name)
      if (!letter) continue
      this.save(letter)
      if (this.unsaved.has(name)) return
      this.tell(letter, 'changed')
    }
  }

  private replace(letter: Letter): void {
    this.letters.set(nameOf(letter), letter)
    this.save(letter)
    this.tell(letter, 'changed')
  }

  private tell(letter: Letter, news: LetterNews): void {
    for (const listener of [...this.listeners]) listener(letter, news)
  }
}

function nameOf({ room, id }: Pick<Letter, 'room' | 'id'>): string {
  return `${room} ${id}`
}

function isLetter(stored: unknown): stored is Letter {
  const letter = stored as Partial<Letter> | undefined
  return (
    typeof letter?.place === 'number' &&
    typeof letter.room === 'string' &&
    typeof letter.id === 'string' &&
    (typeof letter.body === 'string' || (typeof letter.body === 'object' && letter.body !== null)) &&
    typeof letter.time === 'number' &&
    (letter.port === 'group' || letter.port === 'direct')
  )
}
