/** How a voice message is to sound. */
export interface SoundOptions {
  /** Milliseconds from its beginning. */
  at: number
  speed: number
  /** By the ear, and not from the speaker. */
  ear: boolean
}

/** Each of the last three is the end of it, and only one of them comes. */
export interface SoundListener {
  /** Where it is, in milliseconds: some four times a second. */
  onPosition(ms: number): void
  /** Something else took the sound: a call, or the program went to the back. */
  onPaused(): void
  onEnded(): void
  onFailed(): void
}

/** What plays, until it has ended; then its functions do nothing. */
export interface Sound {
  /** Goes to this place, in milliseconds. */
  seek(ms: number): void
  setSpeed(speed: number): void
  /** Ends it, and tells nothing of that. */
  end(): void
}

/** Plays what is at an address. One sounds at a time: what did before is ended. */
export type OpenSound = (address: string, options: SoundOptions, listener: SoundListener) => Sound
