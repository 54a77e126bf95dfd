import type { Upload } from '../../api/media'
import { house } from '../../house'
import { own } from '../../lib/own'
import type { Picked } from '../../platform/pick-files'
import { explain, t } from '../../words/index'

/** A file on its way, as the tray shows it. */
interface Parcel extends Picked {
  id: number
  label: string
  percent: number
  /** Why it did not get there; empty while it is on its way. */
  problem: string
  retry: string
  cancel: string
}

/** For those who hold the tag of a tray. */
export interface UploadTray {
  send(files: readonly Picked[]): void
}

const underWay = own<{ last: number; uploads: Map<number, Upload> }>(() => ({ last: 0, uploads: new Map() }))

/**
 * Files that are being uploaded, each with how far it is; what fails stays, to be tried again. Tells `uploaded`
 * {kind, body} for each that is there, and `resized`. What is under way ends with the tag.
 */
Component({
  properties: { room: String },
  data: { parcels: [] as Parcel[] },
  lifetimes: {
    detached() {
      for (const upload of underWay(this).uploads.values()) upload.cancel()
    },
  },
  methods: {
    send(files: readonly Picked[]) {
      const fresh = files.map((file): Parcel => {
        const kept = underWay(this)
        kept.last += 1
        const label = labelOf(file)
        const texts = {
          retry: t('upload.retry', { name: label }),
          cancel: t('upload.cancel', { name: label }),
        }
        return { ...file, ...texts, id: kept.last, label, percent: 0, problem: '' }
      })
      this.show([...this.data.parcels, ...fresh])
      for (const { id } of fresh) this.start(id)
    },
    start(id: number) {
      const parcel = this.data.parcels.find((one) => one.id === id)
      if (!parcel) return
      const { kind, path, name, size } = parcel
      const request = { room: this.data.room, kind, path, name, size }
      const upload = house.media.upload(request, (percent) => this.change(id, { percent }))
      underWay(this).uploads.set(id, upload)
      upload.done.then(
        (body) => {
          this.take(id)
          this.triggerEvent('uploaded', { kind, body })
        },
        (error: unknown) => this.change(id, { problem: explain(error) }),
      )
    },
    onRetry({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const id = Number(currentTarget.dataset.id)
      this.change(id, { problem: '', percent: 0 })
      this.start(id)
    },
    onCancel({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const id = Number(currentTarget.dataset.id)
      const upload = underWay(this).uploads.get(id)
      this.take(id)
      upload?.cancel()
    },
    take(id: number) {
      underWay(this).uploads.delete(id)
      this.show(this.data.parcels.filter((one) => one.id !== id))
    },
    change(id: number, now: Partial<Parcel>) {
      const at = this.data.parcels.findIndex((one) => one.id === id)
      const parcel = this.data.parcels[at]
      if (parcel) this.setData({ [`parcels[${at}]`]: { ...parcel, ...now } })
    },
    show(parcels: Parcel[]) {
      this.setData({ parcels }, () => this.triggerEvent('resized'))
    },
  },
})

function labelOf({ kind, name }: Picked): string {
  if (kind === 'file') return name
  return t(kind === 'image' ? 'upload.picture' : `upload.${kind}`)
}
