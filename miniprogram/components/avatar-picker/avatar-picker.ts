import { t } from '../../i18n/index'
import { presets } from '../avatar/face'

/**
 * A sheet with the pictures that the program brings along, and the way to one's own. Events: `choose` with `{ avatar }`,
 * `picture` with `{ path }` of a file of this phone, and `close`.
 */
Component({
  properties: {
    /** Whose initial stands for "no picture". */
    personId: String,
    name: String,
    /** The avatar as it is now. */
    chosen: String,
  },
  data: { choices: [] as { avatar: string; label: string }[], title: '', own: '', cancel: '' },
  lifetimes: {
    attached() {
      const pictures = presets.map((picture, index) => ({
        avatar: `preset:${index + 1}`,
        label: `${t('avatars.one')} ${presets[(index + 1) % presets.length] ?? picture}`,
      }))
      this.setData({
        title: t('avatars.title'),
        own: t('avatars.own'),
        cancel: t('common.cancel'),
        choices: [{ avatar: '', label: t('avatars.none') }, ...pictures],
      })
    },
  },
  methods: {
    onChoose(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('choose', { avatar: String(event.currentTarget.dataset.avatar) })
    },
    /** WeChat offers its own picture of the person, the album and the camera. */
    onOwn({ detail }: WechatMiniprogram.CustomEvent<{ avatarUrl: string }>) {
      this.triggerEvent('picture', { path: detail.avatarUrl })
    },
    onClose() {
      this.triggerEvent('close')
    },
    /** A tap on the sheet is none on what lies beneath it. */
    onSheet() {},
  },
})
