import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { inWords } from '../../lib/in-words'
import type { PinnedLine } from '../../rooms/room'

const stripWords = () => words('pins.title', 'pins.unpin')

/**
 * What is pinned in a room: the one that was pinned last in a strip, all of them in a sheet. Tells `go` {seq}, `unpin` {seq},
 * `open` when all are looked at, and `resized` when the strip comes or goes.
 */
Component({
  properties: {
    /** As the state of a room has them (`PinnedLine`). */
    pinned: Array,
  },
  data: {
    lines: [] as { seq: number; text: string; row: string }[],
    count: '',
    isOpen: false,
    words: stripWords(),
  },
  observers: {
    pinned(pinned: PinnedLine[]) {
      const before = this.data.lines.length
      const count = t('pins.count', { count: pinned.length })
      this.setData({ lines: pinned.map(shown), count, words: stripWords() }, () => {
        if (before === 0 || pinned.length === 0) this.triggerEvent('resized')
      })
      if (pinned.length === 0) this.onClose()
    },
  },
  methods: {
    onGo({ currentTarget }: WechatMiniprogram.TouchEvent) {
      this.onClose()
      this.triggerEvent('go', { seq: currentTarget.dataset.seq })
    },
    onUnpin({ currentTarget }: WechatMiniprogram.TouchEvent) {
      this.triggerEvent('unpin', { seq: currentTarget.dataset.seq })
    },
    onOpen() {
      this.setData({ isOpen: true })
      this.triggerEvent('open')
    },
    onClose() {
      if (this.data.isOpen) this.setData({ isOpen: false })
    },
    /** A tap on the sheet is none on what lies beneath it. */
    onSheet() {},
  },
})

/** A pinned message for the strip and for the list; one that was not asked for yet only says that it is there. */
function shown({ seq, name, kind = 'text', text = '' }: PinnedLine): {
  seq: number
  text: string
  row: string
} {
  if (name === undefined) return { seq, text: t('pins.title'), row: t('message.earlier') }
  const said = inWords(kind, text)
  return { seq, text: t('pins.one', { name, text: said }), row: `${name}: ${said}` }
}
