/** How loud one's own microphone is. */
export class OwnLevel {
  readonly #context = new AudioContext()
  readonly #analyser = this.#context.createAnalyser()
  readonly #samples = new Float32Array(this.#analyser.fftSize)
  #source: MediaStreamAudioSourceNode | undefined

  /** Measures this one from now on. */
  use(microphone: MediaStreamTrack | undefined): void {
    this.#source?.disconnect()
    this.#source = microphone && this.#context.createMediaStreamSource(new MediaStream([microphone]))
    this.#source?.connect(this.#analyser)
  }

  /** From 0 to 1; 0 while it is muted, and where the browser lets nothing sound before a tap. */
  read(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples)
    return Math.sqrt(this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length)
  }

  end(): void {
    void this.#context.close()
  }
}
