/** From 0 to 1, where 1 is as loud as can be: what is louder than -40 dB is a voice, not a room. */
const threshold = 0.01
/** Looks that a pause between two words may take. */
const pause = 4

/** Whether somebody speaks, by how loud it is each time that one looks. */
export class Loudness {
  #quietFor = pause

  hear(level: number): boolean {
    this.#quietFor = level > threshold ? 0 : this.#quietFor + 1
    return this.#quietFor < pause
  }
}
