import { t } from '../../i18n/index'
import type { Line } from '../../messages/line'
import { openForward, toRooms } from '../../navigation/go'
import { complain, isSure } from '../../ui/dialogs'
import { act } from './chosen'
import { type EventOf, stateOf } from './view-state'

/** What a person does to one message: from its menu, at its bubble, or from the viewer of pictures. */
export const messageActions = Behavior({
  methods: {
    async onReact({ detail }: EventOf<{ seq: number; emoji: string; on: boolean }>) {
      const { seq, emoji, on } = detail
      await stateOf(this).room?.react(seq, emoji, on).catch(complain)
    },
    onEmojis({ detail }: EventOf<{ line: Line }>) {
      this.selectComponent('#reactions')?.pick(detail.line)
    },
    onReactors({ detail }: EventOf<{ line: Line; emoji?: string }>) {
      const { room } = stateOf(this)
      if (room) this.selectComponent('#reactions')?.who(room, detail.line, detail.emoji)
    },
    onReaders({ detail }: EventOf<{ seq: number }>) {
      const { room } = stateOf(this)
      if (room) this.selectComponent('#readers')?.who(room, detail.seq)
    },
    onForward({ detail }: EventOf<{ seq: number }>) {
      const { room } = stateOf(this)
      if (room) openForward(room.id, [detail.seq])
    },
    async onFavourite({ detail }: EventOf<{ line: Line }>) {
      const { room } = stateOf(this)
      if (room) await act('favourite', room, [detail.line])
    },
    async onPin({ detail }: EventOf<{ seq: number }>) {
      await stateOf(this).room?.pin(detail.seq, true).catch(complain)
    },
    async onUnpin({ detail }: EventOf<{ seq: number }>) {
      await stateOf(this).room?.pin(detail.seq, false).catch(complain)
    },
    onRetry({ detail }: EventOf<{ id: string }>) {
      stateOf(this).room?.retry(detail.id)
    },
    onDelete({ detail }: EventOf<{ id: string }>) {
      stateOf(this).room?.discard(detail.id)
    },
    async onRecall({ detail }: EventOf<{ line: Line }>) {
      const { mine, seq, from } = detail.line
      const question = t('message.remove-sure', { name: from.name })
      if (!mine && !(await isSure(question, t('message.remove')))) return
      await stateOf(this).room?.recall(seq).catch(complain)
    },
    /** It is left, for it would be read again at once. */
    async onUnread({ detail }: EventOf<{ seq: number }>) {
      const done = await stateOf(this)
        .room?.markUnread(detail.seq)
        .then(() => true, complain)
      if (done === true && !stateOf(this).isOver) toRooms()
    },
    async onHide({ detail }: EventOf<{ seq: number }>) {
      if (!(await isSure(t('message.hide-sure'), t('menu.hide')))) return
      await stateOf(this).room?.hide([detail.seq]).catch(complain)
    },
  },
})
