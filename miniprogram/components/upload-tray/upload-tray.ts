import { app } from '../../app/index'
import { t } from '../../i18n/index'
import { fileLabel } from '../../lib/file-label'
import { own } from '../../lib/own'
import { follow, unfollow } from '../../lib/subscriptions'
import type { Upload } from '../../uploads/upload'
import { mayBeFile, mayBeRetried } from '../../uploads/upload-problem'
import { fileNameOf, problemOf } from './upload-words'

/** What a person may do about a file that was not sent. */
type Act = 'retry' | 'as-file' | 'remove'

/** A file on its way, as the tray shows it. */
interface Shown {
  id: number
  /** A picture of it; empty where there is none, or this device cannot show it. */
  path: string
  label: string
  percent: number
  /** In words; empty while it is on its way. */
  problem: string
  acts: { act: Act; word: string; label: string }[]
  cancel: string
}

/** The files of which the device cannot show the picture. */
const unseen = own(() => new Set<number>())

/**
 * The files that are being uploaded for a room, each with how far it is. What was not sent is kept, and says why and what can be done. Tells
 * `resized`.
 */
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
      const { shown } = this.data
      if (shown.length === 0 && all.length === 0) return
      const now = all.map((one) => shownOf(one, unseen(this)))
      const told = () => {
        if (heightOf(shown) !== heightOf(now)) this.triggerEvent('resized')
      }
      this.setData({ shown: now }, told)
    },
    onUnseen({ currentTarget }: WechatMiniprogram.BaseEvent) {
      const id = Number(currentTarget.dataset.id)
      unseen(this).add(id)
      this.setData({ shown: this.data.shown.map((one) => (one.id === id ? { ...one, path: '' } : one)) })
    },
    onAct({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const { id, act } = currentTarget.dataset as { id: number; act: Act }
      const upload = app.uploads.get().find((one) => one.id === id)
      if (act === 'remove') app.uploads.cancel(id)
      else if (act === 'retry') app.uploads.retry(id)
      else if (upload) app.uploads.sendAsFile(id, fileNameOf(upload))
    },
  },
})

function shownOf(upload: Upload, unseen: ReadonlySet<number>): Shown {
  const { id, kind, path, poster = '', percent, problem } = upload
  const picture = kind === 'image' ? path : poster
  const label = fileLabel(upload)
  return {
    id,
    path: unseen.has(id) ? '' : picture,
    label,
    percent,
    problem: problem === undefined ? '' : problemOf(upload, problem),
    acts: problem === undefined ? [] : actsOf(upload, problem).map((act) => worded(act, label)),
    cancel: t('upload.cancel', { name: label }),
  }
}

function actsOf(upload: Upload, problem: string): Act[] {
  if (mayBeRetried(problem)) return ['retry', 'remove']
  return mayBeFile(upload, problem) ? ['as-file', 'remove'] : ['remove']
}

function worded(act: Act, name: string): Shown['acts'][number] {
  const word = t(`upload.${act}`)
  return { act, word, label: `${word} ${name}` }
}

/** Changes with the height of the tray: rows with a problem are higher. */
function heightOf(shown: readonly Shown[]): string {
  return shown.map(({ problem }) => problem || '-').join()
}
