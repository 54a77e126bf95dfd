import { t } from '../../i18n/index'
import { own } from '../../lib/own'
import type { LinesChange } from '../../rooms/room'
import { UnseenMentions } from './unseen-mentions'

const unseen = own(() => new UnseenMentions())

/** The methods of the component, for its parent. */
export interface MentionPill {
  /** A room is opened. `mentioned`: the oldest unread message that mentions the reader. */
  open(mentioned: number | undefined): void
  /** What the room tells of its lines. */
  take(change: LinesChange): void
  /** This message was in the view. */
  saw(seq: number): void
}

/** Leads to the oldest message that mentions the reader and that they have not seen. Tells `go` {seq}. */
Component({
  data: { seq: 0, label: '' },
  methods: {
    open(mentioned: number | undefined) {
      unseen(this).open(mentioned)
      this.draw()
    },
    take(change: LinesChange) {
      unseen(this).take(change)
      this.draw()
    },
    saw(seq: number) {
      unseen(this).saw(seq)
      this.draw()
    },
    draw() {
      const seq = unseen(this).first ?? 0
      if (seq !== this.data.seq) this.setData({ seq, label: t('mention.pill') })
    },
    onTap() {
      const { seq } = this.data
      this.saw(seq)
      this.triggerEvent('go', { seq })
    },
  },
})
