/** Milliseconds without a packet of a voice after which its line is taken for cut: 50 come a second, also of who is muted. */
const cutMs = 1_000

/** Whether a voice that came has stopped coming: sooner than the browser itself says that a line is cut, which takes some five seconds. */
export class SilentLine {
  #packet: number | undefined
  #at = 0
  #isTold = false

  /** To be asked time and again; true once each time that it stops. `packet`: the time of the newest one, nothing where none is to come. */
  stops(packet: number | undefined, now: number): boolean {
    // A page that has slept finds another packet first.
    if (packet === undefined || packet !== this.#packet) {
      this.#packet = packet
      this.#at = now
      this.#isTold = packet === undefined
      return false
    }
    if (this.#isTold || now - this.#at < cutMs) return false
    this.#isTold = true
    return true
  }
}
