import { app } from '../../../app/index'
import { words } from '../../../i18n/for-template'
import { explain, t } from '../../../i18n/index'
import { follow, unfollow } from '../../../lib/subscriptions'
import { when } from '../../../lib/when'
import type { SignedInDevice } from '../../../protocol/index'
import { complain, isSure, toast } from '../../../ui/dialogs'

/** A device as it is read. `end`: what its button does, for those who do not see beside which name it stands. */
interface DeviceRow {
  id: string
  name: string
  note: string
  end: string
  current: boolean
}

const partWords = () => words('account.devices', 'account.end', 'account.endOthers', 'account.onlyHere')

/** Where the person is signed in, and signing out there. */
Component({
  properties: {
    /** Another number: they are asked for anew. */
    round: Number,
  },
  observers: {
    round(round: number) {
      if (round > 0) void this.load()
    },
  },
  data: {
    t: partWords(),
    /** `ready` shows the rows; everything else is for `page-state`. */
    state: 'loading' as 'loading' | 'error' | 'ready',
    problem: '',
    rows: [] as DeviceRow[],
    busy: false,
  },
  lifetimes: {
    attached() {
      this.setData({ t: partWords() })
      // Also at once, and when there is a network again.
      const connection = app.connection.subscribe(({ state }) => {
        if (state === 'open' && this.data.state === 'error') void this.load()
      })
      follow(this, connection)
      void this.load()
    },
    detached() {
      unfollow(this)
    },
  },
  methods: {
    async load() {
      try {
        const devices = await app.account.devices()
        this.setData({ state: 'ready', problem: '', rows: devices.sort(byUse).map(rowOf) })
      } catch (error) {
        this.setData({ state: 'error', problem: explain(error) })
      }
    },

    onRetry() {
      this.setData({ state: 'loading', problem: '' })
      void this.load()
    },

    async onEnd(event: WechatMiniprogram.TouchEvent) {
      const { id, name: device } = event.currentTarget.dataset as { id: string; name: string }
      if (!(await isSure(t('account.endSure', { device }), t('account.end')))) return
      await this.run(() => app.account.signOutDevice(id), t('account.ended', { device }))
    },

    async onEndOthers() {
      if (!(await isSure(t('account.endOthersSure'), t('account.end')))) return
      await this.run(() => app.account.signOutOthers(), t('account.endedOthers'))
    },

    async run(end: () => Promise<void>, done: string) {
      if (this.data.busy) return
      this.setData({ busy: true })
      try {
        await end()
        toast(done)
      } catch (error) {
        complain(error)
      }
      // Also after a failure: the device may be gone by itself.
      await this.load()
      this.setData({ busy: false })
    },
  },
})

/** This one first, then the one that was used last. */
function byUse(one: SignedInDevice, other: SignedInDevice): number {
  return Number(other.current) - Number(one.current) || other.seen - one.seen
}

function rowOf({ id, device, seen, current }: SignedInDevice): DeviceRow {
  const name = device || t('account.unknownDevice')
  const note = current ? t('account.here') : t('account.seen', { when: when(seen, app.clock.now()) })
  return { id, name, note, end: t('account.endOf', { device: name }), current }
}
