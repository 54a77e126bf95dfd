import { explain, t } from '../../i18n/index'
import { own } from '../../lib/own'
import type { Person, ServerFrameOf } from '../../protocol/index'
import type { RoomHandle } from '../../rooms/room-handle'

type Room = Pick<RoomHandle, 'readers'>
type Of = 'read' | 'unread'
const lists: readonly Of[] = ['read', 'unread']

/** What the sheet is about, and what is known of it. */
interface About {
  seq: number
  room?: Room
  /** How often it was asked. */
  asked: number
  known: Partial<Record<Of, { count: number; people: readonly Person[]; more: boolean }>>
}

const aboutOf = own<About>(() => ({ seq: 0, asked: 0, known: {} }))

/** The methods of the component, for its parent. */
export interface ReadersSheet {
  /** Shows who has read an own message, and who has not. */
  who(room: Room, seq: number): void
}

/** A sheet with two lists: those who have read an own message, and those who have not. */
Component({
  data: {
    isOpen: false,
    title: '',
    tabs: [] as { of: Of; label: string }[],
    chosen: 'read' as Of,
    people: [] as readonly Person[],
    problem: '',
    /** Below the people: that they are loading, that there are more, or that it can be tried again. */
    note: '',
  },
  methods: {
    who(room: Room, seq: number) {
      Object.assign(aboutOf(this), { room, seq, known: {} })
      this.setData({ isOpen: true, title: t('readers.title') })
      this.choose('read')
      void this.load()
    },
    /** Shows what is known of one of the two. */
    choose(chosen: Of) {
      const { known } = aboutOf(this)
      const { people = [], more = false } = known[chosen] ?? {}
      const tabs = lists.map((of) => ({
        of,
        label: t(`readers.${of}`, { count: known[of]?.count ?? '' }).trim(),
      }))
      this.setData({ chosen, tabs, people, problem: '', note: more ? t('people.more') : '' })
    },
    /** The first page of both, or the next one of the list that is shown. */
    async load() {
      const state = aboutOf(this)
      state.asked += 1
      const { asked, room, seq } = state
      const { chosen, people } = this.data
      const after = people[people.length - 1]?.id
      this.setData({ note: t('state.loading'), problem: '' })
      try {
        const page = await room?.readers(seq, after === undefined ? undefined : { of: chosen, after })
        if (asked !== state.asked) return
        this.take(page, after === undefined ? lists : [chosen])
      } catch (problem) {
        if (asked === state.asked) this.setData({ problem: explain(problem), note: t('state.retry') })
      }
    },
    take(page: ServerFrameOf<'readers'> | undefined, loaded: readonly Of[]) {
      const { known } = aboutOf(this)
      for (const of of page ? loaded : []) {
        const { count, people, more } = page?.[of] ?? { count: 0, people: [], more: false }
        known[of] = { count, people: [...(known[of]?.people ?? []), ...people], more }
      }
      this.choose(this.data.chosen)
    },
    onTab({ currentTarget }: WechatMiniprogram.TouchEvent) {
      // While the first page of both is on its way, there is nothing to choose from.
      const { known } = aboutOf(this)
      if (!known.read) return
      // What was asked of the other list is of no use any more.
      aboutOf(this).asked += 1
      this.choose(currentTarget.dataset.of as Of)
    },
    onMore() {
      if (this.data.note !== t('state.loading')) void this.load()
    },
    onClose() {
      aboutOf(this).asked += 1
      this.setData({ isOpen: false })
    },
    /** A tap on the sheet is none on what lies beneath it. */
    onSheet() {},
  },
})
