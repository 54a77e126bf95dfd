import type { CallDevice, LiveCall, Sharing } from './engine'

/** What one gives to a call: the others are told before they see it, and after it went. */
export class OwnPart {
  readonly live: LiveCall
  private readonly tell: (sharing: Sharing) => Promise<void>
  private readonly show: (sharing: Sharing) => void
  private sharing: Sharing

  /** `tell`: says it to the server; rejects with `Refused`. */
  constructor(
    live: LiveCall,
    sharing: Sharing,
    tell: (sharing: Sharing) => Promise<void>,
    show: (sharing: Sharing) => void,
  ) {
    this.live = live
    this.sharing = sharing
    this.tell = tell
    this.show = show
  }

  /** At once, with or without a line: nobody may be heard who believes not to be. */
  setMuted(muted: boolean): void {
    this.live.setMuted(muted)
    this.now({ muted })
    this.tellAgain()
  }

  /** Rejects with `Refused`: then it is as before. */
  setCamera(on: boolean): Promise<void> {
    return this.turn({ camera: on }, () => this.live.setCamera(on))
  }

  setScreen(on: boolean): Promise<void> {
    return this.turn({ screen: on }, () => this.live.setScreen(on))
  }

  use(device: CallDevice): Promise<void> {
    return this.live.use(device)
  }

  /** Something went without a command. */
  changed(sharing: Sharing): void {
    this.now(sharing)
    this.tellAgain()
  }

  /** The server does not know, or may have forgotten. What a lost line takes along is told when it is back. */
  tellAgain(): void {
    this.tell(this.sharing).catch(() => {})
  }

  private async turn(change: Partial<Sharing>, run: () => Promise<void>): Promise<void> {
    const goesOn = Object.values(change).includes(true)
    if (goesOn) await this.tell({ ...this.sharing, ...change })
    try {
      await run()
      this.now(change)
    } finally {
      // Also where it did not go on, of which the others were told already.
      this.tellAgain()
    }
  }

  private now(change: Partial<Sharing>): void {
    this.sharing = { ...this.sharing, ...change }
    this.show(this.sharing)
  }
}
