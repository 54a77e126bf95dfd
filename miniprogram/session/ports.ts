/** Takes back a timer or a listener. Twice is fine. */
export type Cancel = () => void

/** What happens to one socket. After `closed` nothing comes any more; hosts that break this are put up with. */
export interface SocketEvents {
  opened(): void
  message(text: string): void
  /** Also the end of a socket that never opened, with 1006 where the host gives no code. */
  closed(code: number, reason: string): void
}

export interface Socket {
  /** May succeed on a socket that is dead already: only an answer proves anything. Never throws. */
  send(text: string): void
  /** `closed` may come at once, late, or never. Never throws. */
  close(): void
}

/** Opens a socket. A host that has none left answers with `closed`. */
export type OpenSocket = (url: string, protocols: string[], events: SocketEvents) => Socket

export interface Clock {
  /** Milliseconds since 1970, by this phone, which may be wrong by years and set at any moment. */
  now(): number
  /** Milliseconds since some moment of this run, by a clock that nobody sets. In a browser it may stand still while the machine sleeps. */
  elapsed(): number
  /** Runs once after so many milliseconds; later, if the phone froze the program meanwhile. */
  after(milliseconds: number, run: () => void): Cancel
}

/** What survives the end of the program. Synchronous, so that a message is on disk before it is shown as sent. */
export interface Storage {
  /** The value as it was written, or nothing. */
  read(key: string): unknown
  /** False when the phone has no room for it: the value from before is then still there. */
  write(key: string, value: unknown): boolean
  remove(key: string): void
  keys(): string[]
}

/** A place for short texts that nobody else can read. What was kept there may be gone one day. */
export interface Secrets {
  /** The text, or nothing. Rejects when the phone does not say. */
  read(key: string): Promise<string | undefined>
  /** Rejects when it was not kept. */
  write(key: string, text: string): Promise<void>
}

export interface Network {
  isOnline(): boolean
  /** Called when the phone gets, loses or changes its network. */
  onChange(listener: () => void): Cancel
}

/** Whether a person is looking. */
export interface Visibility {
  onShow(listener: () => void): Cancel
  onHide(listener: () => void): Cancel
}

export interface Chance {
  /** 0 ≤ x < 1. */
  random(): number
  /** A client id that was never given before, on this phone or another. */
  newId(): string
}

/** The phone, as far as the session needs it. */
export interface Phone {
  openSocket: OpenSocket
  clock: Clock
  storage: Storage
  network: Network
  visibility: Visibility
  chance: Chance
}
