import { app } from '../../app/index'
import { explain, t } from '../../i18n/index'
import { follow, unfollow } from '../../lib/subscriptions'
import type { MediaKind } from '../../protocol/index'
import type { Upload } from '../../uploads/upload-store'

/** A file on its way, as the tray shows it. */
interface Shown {
  id: number
  kind: MediaKind
  path: string
  label: string
  percent: number
  /** In words; empty while it is on its way. */
  problem: string
  retry: string
  cancel: string
}

/** The files that are being uploaded for a room, each with how far it is; what fails is kept, to be tried again. Tells `resized`. */
Component({
  properties: { room: String },
  data: { shown: [] as Shown[] },
  observers: {
    room(room: string) {
      unfollow(this)
      if (room === '') return
      follow(
        this,
        app.uploads.subscribe((all) => this.show(all.filter((one) => one.room === room))),
      )
    },
  },
  lifetimes: {
    detached() {
      unfollow(this)
    },
  },
  methods: {
    show(all: Upload[]) {
      const before = this.data.shown.length
      if (before === 0 && all.length === 0) return
      const told = () => {
        if (before !== all.length) this.triggerEvent('resized')
      }
      this.setData({ shown: all.map(shownOf) }, told)
    },
    onRetry({ currentTarget }: WechatMiniprogram.TouchEvent) {
      app.uploads.retry(Number(currentTarget.dataset.id))
    },
    onCancel({ currentTarget }: WechatMiniprogram.TouchEvent) {
      app.uploads.cancel(Number(currentTarget.dataset.id))
    },
  },
})

function shownOf({ id, kind, path, poster, name, percent, problem }: Upload): Shown {
  const label = kind === 'file' ? name : t(kind === 'image' ? 'upload.picture' : `upload.${kind}`)
  return {
    id,
    kind,
    path: kind === 'image' ? path : (poster ?? ''),
    label,
    percent,
    problem: problem === undefined ? '' : explain(problem),
    retry: t('upload.retry', { name: label }),
    cancel: t('upload.cancel', { name: label }),
  }
}
