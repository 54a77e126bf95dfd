import { play } from '../files/play'

/** The voice of somebody else, as it is heard. It goes on while the page is in the background. */
export class Voice {
  readonly #audio = new Audio()

  play(track: MediaStreamTrack | undefined): void {
    const stream = this.#audio.srcObject as MediaStream | null
    if (stream?.getAudioTracks()[0] === track) return
    this.#audio.srcObject = track === undefined ? null : new MediaStream([track])
    if (track !== undefined) play(this.#audio)
  }

  /** By the speaker with this id, where the browser can choose; empty: the usual one. Rejects where it is not there. */
  async use(speaker: string): Promise<void> {
    await this.#audio.setSinkId?.(speaker)
  }

  end(): void {
    this.#audio.pause()
    this.#audio.srcObject = null
  }
}
