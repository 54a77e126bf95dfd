import type { MeApi } from '../api/me'
import type { Person } from '../protocol/index'
import { Refused } from '../session/refused'
import { Store } from './observable'

/** A picture of oneself on its way to the server. */
export interface Portrait {
  /** Where this phone has it. */
  path: string
  /** How much of it is sent, in percent. */
  percent: number
  /** Why it was not uploaded: a code for `explain`. Kept until it is tried again or given up. */
  problem?: string
}

/** One's own picture, from choosing it until the server has it. Nothing is under way: `undefined`. */
export class PortraitStore extends Store<Portrait | undefined> {
  private readonly api: Pick<MeApi, 'picture'>
  private readonly uploaded: (me: Person) => void
  private current: { cancel(): void } | undefined

  /** `uploaded`: called with the person as others see them now. */
  constructor(api: Pick<MeApi, 'picture'>, uploaded: (me: Person) => void) {
    super(undefined)
    this.api = api
    this.uploaded = uploaded
  }

  /** Sends a picture; one that is still on its way is canceled. Rejects with `Refused`, and then keeps it. */
  async send(path: string): Promise<void> {
    this.cancel()
    const show = (portrait: Portrait | undefined) => {
      if (this.current === upload) this.set(portrait)
    }
    const upload = this.api.picture(path, (percent) => show({ path, percent }))
    this.current = upload
    show({ path, percent: 0 })
    try {
      const me = await upload.done
      if (this.current === upload) this.uploaded(me)
      show(undefined)
    } catch (error) {
      // A picture that was given up has nothing more to tell.
      if (this.current !== upload) return
      show({ path, percent: 0, problem: error instanceof Refused ? error.code : 'offline' })
      throw error
    }
  }

  /** Sends what has failed once more. Rejects as `send` does. */
  async retry(): Promise<void> {
    const portrait = this.get()
    if (portrait) await this.send(portrait.path)
  }

  cancel(): void {
    const before = this.current
    this.current = undefined
    before?.cancel()
    if (this.get()) this.set(undefined)
  }
}
