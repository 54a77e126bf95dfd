import type { MeApi } from '../api/me'
import type { Person } from '../protocol/index'
import { Refused } from '../session/refused'
import { observable } from './observable'
import type { Portrait, PortraitStore } from './portrait'

/** `wear`: told who one is to others once the picture is there. */
export function openPortrait(api: Pick<MeApi, 'picture'>, wear: (me: Person) => void): PortraitStore {
  const portrait = observable<Portrait | undefined>(undefined)
  let under: { cancel(): void } | undefined

  function cancel(): void {
    const before = under
    under = undefined
    before?.cancel()
    if (portrait.get()) portrait.set(undefined)
  }

  async function send(path: string): Promise<void> {
    cancel()
    const show = (now: Portrait | undefined) => {
      if (under === upload) portrait.set(now)
    }
    const upload = api.picture(path, (percent) => show({ path, percent }))
    under = upload
    show({ path, percent: 0 })
    try {
      const me = await upload.done
      if (under === upload) wear(me)
      show(undefined)
    } catch (error) {
      // Who gave it up wants to hear no more of it.
      if (under !== upload) return
      show({ path, percent: 0, problem: error instanceof Refused ? error.code : 'offline' })
      throw error
    }
  }

  return {
    get: portrait.get,
    subscribe: portrait.subscribe,
    send,
    retry: async () => {
      const { path } = portrait.get() ?? {}
      if (path !== undefined) await send(path)
    },
    cancel,
  }
}
