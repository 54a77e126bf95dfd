import { t } from '../../i18n/index'
import { own } from '../../lib/own'
import type { Line, Reaction } from '../../messages/line'
import type { Person } from '../../protocol/index'
import type { RoomHandle } from '../../rooms/room-handle'

/** What the sheet is about. */
const about = own<{ seq: number; room?: Pick<RoomHandle, 'reactors'>; asked: number }>(() => ({
  seq: 0,
  asked: 0,
}))

/** The methods of the component, for its parent. */
export interface ReactionSheet {
  /** Offers all emojis to react with. */
  pick(line: Pick<Line, 'seq'>): void
  /** Shows who reacted, beginning with one emoji; without one, with the first. */
  who(room: Pick<RoomHandle, 'reactors'>, line: Pick<Line, 'seq' | 'reactions'>, emoji?: string): void
}

/** A sheet with the emojis to react with, or with the people who did. Tells `react` {seq, emoji, on}. */
Component({
  data: {
    /** `emojis`, `people`, or nothing while it is closed. */
    page: '',
    title: '',
    tabs: [] as readonly Reaction[],
    chosen: '',
    people: [] as Person[],
    /** Below the people: that they are loading, that there are more, or that it did not work. */
    note: '',
  },
  methods: {
    pick({ seq }: Pick<Line, 'seq'>) {
      about(this).seq = seq
      this.setData({ page: 'emojis', title: t('reaction.pick') })
    },
    who(room: Pick<RoomHandle, 'reactors'>, line: Pick<Line, 'seq' | 'reactions'>, emoji?: string) {
      const tabs = line.reactions ?? []
      const chosen = emoji ?? tabs[0]?.emoji ?? ''
      Object.assign(about(this), { seq: line.seq, room })
      this.setData({ page: 'people', title: t('reaction.people'), tabs })
      this.choose(chosen)
    },
    choose(chosen: string) {
      this.setData({ chosen, people: [] })
      void this.load()
    },
    async load() {
      const state = about(this)
      state.asked += 1
      const { asked } = state
      const { people, chosen } = this.data
      this.setData({ note: t('state.loading') })
      const found = await state.room
        ?.reactors(state.seq, chosen, people[people.length - 1]?.id)
        .catch(() => null)
      // Another emoji was chosen meanwhile.
      if (asked !== state.asked) return
      if (!found) this.setData({ note: t('state.retry') })
      else this.setData({ people: [...people, ...found.people], note: found.more ? t('people.more') : '' })
    },
    onTab({ currentTarget }: WechatMiniprogram.TouchEvent) {
      this.choose(String(currentTarget.dataset.emoji))
    },
    onMore() {
      if (this.data.note !== t('state.loading')) void this.load()
    },
    onEmoji({ detail }: WechatMiniprogram.CustomEvent<{ emoji: string }>) {
      this.onClose()
      this.triggerEvent('react', { seq: about(this).seq, emoji: detail.emoji, on: true })
    },
    onClose() {
      about(this).asked += 1
      this.setData({ page: '' })
    },
    /** A tap on the sheet is none on what lies beneath it. */
    onSheet() {},
  },
})
