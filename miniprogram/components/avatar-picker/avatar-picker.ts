import { t } from '../../words/index'
import { presets } from '../avatar/face'

/** A sheet with the pictures that the program brings along. Events: `choose` with `{ avatar }`, and `close`. */
Component({
  properties: {
    /** Whose initial stands for "no picture". */
    personId: String,
    name: String,
    /** The avatar as it is now. */
    chosen: String,
  },
  data: { choices: [] as { avatar: string; label: string }[], title: '', cancel: '' },
  lifetimes: {
    attached() {
      const pictures = presets.map((picture, index) => ({
        avatar: `preset:${index + 1}`,
        label: `${t('avatars.one')} ${presets[(index + 1) % presets.length] ?? picture}`,
      }))
      this.setData({
        title: t('avatars.title'),
        cancel: t('common.cancel'),
        choices: [{ avatar: '', label: t('avatars.none') }, ...pictures],
      })
    },
  },
  methods: {
    onChoose(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('choose', { avatar: String(event.currentTarget.dataset.avatar) })
    },
    onClose() {
      this.triggerEvent('close')
    },
    /** A tap on the sheet is none on what lies beneath it. */
    onSheet() {},
  },
})
