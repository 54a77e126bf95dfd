import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { isDesktop } from '../../ui/desktop'
import { emojis, recentEmojis, useEmoji } from './emojis'

const panelWords = () => words('attach.recent', 'attach.all')

/** A computer has no camera that a finger finds: its album is all there is. */
const filesNow = () => [
  { kind: 'image', icon: 'picture', word: t('attach.image') },
  { kind: 'video', icon: 'video', word: t('attach.video') },
  ...(isDesktop() ? [] : [{ kind: 'camera', icon: 'camera', word: t('attach.camera') }]),
  { kind: 'file', icon: 'document', word: t('attach.file') },
]

/** What is below the bar: emojis, or what else can be sent. Tells `emoji` {emoji} and `pick` {kind}. */
Component({
  properties: {
    /** `emoji` or `files`. */
    page: String,
  },
  data: {
    emojis,
    recent: [] as readonly string[],
    files: [] as { kind: string; icon: string; word: string }[],
    words: panelWords(),
  },
  lifetimes: {
    attached() {
      this.setData({ recent: recentEmojis(), files: filesNow(), words: panelWords() })
    },
  },
  methods: {
    onEmoji({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const emoji = String(currentTarget.dataset.emoji)
      useEmoji(emoji)
      this.triggerEvent('emoji', { emoji })
    },
    onPick({ currentTarget }: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('pick', { kind: currentTarget.dataset.kind })
    },
  },
})
