import { explain, t } from '../../i18n/index'
import { own } from '../../lib/own'
import { everyone, type Person } from '../../protocol/index'

/** Milliseconds without a key after which the server is asked. */
const pauseMs = 150

/** Whom somebody may mention in a room. */
export interface Mentionable {
  /** Who spoke last, that one first; without oneself. */
  recent(): readonly Person[]
  /** Members by the beginning of their names; without oneself. Rejects with `Refused`. */
  find(name: string): Promise<readonly Person[]>
  /** Whether one may mention all at once. */
  isOwner(): boolean
}

interface Looking {
  from?: Mentionable
  name: string | undefined
  /** The writer does not want to mention anybody here. */
  isClosed: boolean
  /** What the server has answered for `name`. */
  found: readonly Person[]
  timer?: ReturnType<typeof setTimeout>
}

const looking = own<Looking>(() => ({ name: undefined, isClosed: false, found: [] }))

/** The methods of the component, for its parent. */
export interface MentionPicker {
  /** Whom to offer. */
  offer(from: Mentionable): void
  /** What is typed of a name; nothing while nobody is being mentioned. */
  look(name: string | undefined): void
}

/**
 * The people who may be mentioned, over the bar in which one writes: those who spoke last, then members by name. Tells `pick` {person}. In a
 * browser arrows choose, Enter picks and Esc closes, with the focus left in the field.
 */
Component({
  data: { rows: [] as readonly Person[], note: '', title: '' },
  lifetimes: {
    detached() {
      this.look(undefined)
    },
  },
  methods: {
    offer(from: Mentionable) {
      looking(this).from = from
    },
    look(name: string | undefined) {
      const state = looking(this)
      if (name === state.name) return
      state.name = name
      state.found = []
      if (state.timer !== undefined) clearTimeout(state.timer)
      if (name === undefined) state.isClosed = false
      else if (!state.isClosed && state.from) state.timer = setTimeout(() => void this.find(name), pauseMs)
      this.draw('')
    },
    async find(name: string) {
      const state = looking(this)
      try {
        const found = (await state.from?.find(name)) ?? []
        if (state.name !== name) return
        state.found = found
        this.draw('')
      } catch (problem) {
        if (state.name === name) this.draw(t('mention.failed', { reason: explain(problem) }))
      }
    },
    draw(note: string) {
      const { from, name, isClosed, found } = looking(this)
      const rows = from === undefined || name === undefined || isClosed ? [] : rowsOf(from, name, found)
      const shown = isClosed ? '' : note
      if (rows.length + this.data.rows.length === 0 && shown === this.data.note) return
      this.setData({ rows, note: shown, title: t('mention.title') })
    },
    onPick({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const person = this.data.rows.find(({ id }) => id === currentTarget.dataset.id)
      if (person) this.triggerEvent('pick', { person })
    },
    onClose() {
      looking(this).isClosed = true
      this.draw('')
    },
  },
})

/** Everyone, who spoke last, and then whom the server knows; each once. */
function rowsOf(from: Mentionable, name: string, found: readonly Person[]): Person[] {
  const isMeant = (text: string) => text.toLowerCase().includes(name.toLowerCase())
  const label = t('mention.everyone')
  const isForAll = from.isOwner() && [label, everyone].some(isMeant)
  const all = isForAll ? [{ id: everyone, name: label, avatar: '' }] : []
  const recent = from.recent().filter((person) => isMeant(person.name))
  const ids = new Set(recent.map(({ id }) => id))
  return [...all, ...recent, ...found.filter(({ id }) => !ids.has(id))]
}
