import { app } from '../../app/index'
import { explain, t } from '../../i18n/index'
import { own } from '../../lib/own'
import { follow, unfollow } from '../../lib/subscriptions'
import type { Line } from '../../messages/line'
import { idsOf, type Mention } from '../../messages/mentions'
import { said } from '../../messages/said'
import { openForward, toRooms } from '../../navigation/go'
import { type PickedFrom, pickedOf, pickFiles } from '../../platform/pick-files'
import type { Person, SaidBody, SaidKind } from '../../protocol/index'
import type { Gone, LinesChange, Look, PinnedLine, RoomState } from '../../rooms/room'
import type { RoomHandle } from '../../rooms/room-handle'
import { copy } from '../../ui/copy'
import { complain, isSure } from '../../ui/dialogs'
import type { PickedFile } from '../../uploads/upload-store'
import { act } from './chosen'
import { mentionable } from './mentionable'
import { replyTo } from './quoted'
import { typingOf } from './typing'

/** What is in the box, and whom it mentions. */
type Said = { text: string; mentions?: readonly Mention[] }
type EventOf<T extends object> = WechatMiniprogram.CustomEvent<T>

interface RoomViewState {
  room?: RoomHandle
  isHidden: boolean
  /** The component is gone. */
  isOver: boolean
  /** What was in the view the last time. */
  look?: Look
  /** What is in the box while a message is edited. */
  rewording: string
  /** The messages that are ticked. */
  selected: readonly Line[]
}

const stateOf = own<RoomViewState>(() => ({
  isHidden: false,
  isOver: false,
  rewording: '',
  selected: [],
}))

/**
 * A room, group or 1v1, from entering to leaving: its messages, the bar to write in, and how the connection stands.
 *
 * Tells `state` {state}, `presence` {presence}, `typing` {text}, `peerleft` {person}, `person` {person}, and `gone` {reason} when the
 * room is over.
 */
Component({
  properties: {
    /** The id of the room. Set once; the room is left when the component goes. */
    room: String,
    /** A talk of two. */
    direct: Boolean,
  },
  data: {
    live: false,
    owner: false,
    peerRead: 0,
    reply: null as null | { seq: number; name: string; text: string },
    /** The own text that is being given other words. */
    edit: null as null | { seq: number; text: string },
    editMs: 0,
    pinned: [] as readonly PinnedLine[],
    pinnedSeqs: [] as readonly number[],
    /** Several messages are being chosen: how many are. */
    selecting: false,
    selected: 0,
    gone: '',
    back: '',
    /** What leads to the text that was not sent; empty where there is none. */
    unsent: '',
  },
  observers: {
    room(id: string) {
      // Entering tells the page its state at once: not while the page is still handing over the id.
      if (id !== '') wx.nextTick(() => app.whenIn(() => this.enter(id)))
    },
  },
  lifetimes: {
    detached() {
      const state = stateOf(this)
      state.isOver = true
      state.room?.leave()
      unfollow(this)
      app.drafts.save()
    },
  },
  pageLifetimes: {
    show() {
      const state = stateOf(this)
      state.isHidden = false
      if (state.look) state.room?.looked(state.look)
    },
    hide() {
      stateOf(this).isHidden = true
      stateOf(this).room?.lookAway()
      app.drafts.save()
    },
    resize() {
      this.list()?.resized()
    },
  },
  methods: {
    enter(id: string) {
      const state = stateOf(this)
      if (state.room || state.isOver) return
      const draft = app.drafts.get(id)
      // Before the room is entered: nobody is told that it is being written now.
      if (draft !== '') this.composer()?.put(draft, app.drafts.mentions(id))
      follow(this, app.voices.open({ room: id, lines: () => state.room?.lines() ?? [] }))
      this.selectComponent('#mentions')?.open(app.roomList.row(id)?.mentioned)
      // The hooks are called before `enterRoom` returns, and once the room is left no more.
      state.room = app.enterRoom(id, {
        onLines: (change) => this.onLines(change),
        onState: (state) => this.onState(state),
        onPresence: (presence) => this.triggerEvent('presence', { presence }),
        onTyping: (people) => this.triggerEvent('typing', { text: typingOf(people) }),
        onPeerLeft: (person) => this.triggerEvent('peerleft', { person }),
        onGone: (reason) => this.onGone(reason),
      })
      if (!this.data.direct) this.composer()?.offer(mentionable(state.room, app.me.get()?.id ?? ''))
    },
    list() {
      return this.selectComponent('#list')
    },
    viewer() {
      return this.selectComponent('#viewer')
    },
    composer() {
      return this.selectComponent('#composer')
    },
    onLines(change: LinesChange) {
      this.list()?.take(change)
      this.selectComponent('#mentions')?.take(change)
      this.keepReply(change.lines)
      app.voices.linesChanged(this.data.room)
      this.viewer()?.take(change)
    },
    /** What is answered reads as the list has it, and is answered no more when it is recalled. */
    keepReply(lines: readonly Line[]) {
      const { reply } = this.data
      if (!reply) return
      // A reader who looks elsewhere still answers it.
      if (!lines.some(({ seq }) => seq === reply.seq)) return
      const now = replyTo(reply.seq, lines)
      if (now?.name !== reply.name || now.text !== reply.text) this.setData({ reply: now })
    },
    onState(state: RoomState) {
      const { live, role } = state
      const { data } = this
      const peerRead = state.isFavourites ? -1 : state.peerRead
      const owner = role === 'owner'
      if (live !== data.live || owner !== data.owner || peerRead !== data.peerRead)
        this.setData({ live, owner, peerRead })
      this.showRules(state)
      this.triggerEvent('state', { state })
    },
    showRules({ editMs, pinned }: RoomState) {
      if (editMs !== this.data.editMs) this.setData({ editMs })
      if (JSON.stringify(pinned) !== JSON.stringify(this.data.pinned))
        this.setData({ pinned, pinnedSeqs: pinned.map(({ seq }) => seq) })
    },
    onGone(reason: Gone) {
      const unsent = this.unsent() === '' ? '' : t('room.copy')
      this.setData({ gone: t(`room.gone-${reason}`), back: t('room.back'), unsent }, () => this.onResized())
      this.triggerEvent('gone', { reason })
    },
    onCopy() {
      copy(this.unsent())
    },
    /** What was written and not sent: the draft, and other words for a message. */
    unsent(): string {
      const { room, edit } = this.data
      const { rewording } = stateOf(this)
      const isEdited = edit !== null && rewording.trim() !== '' && rewording !== edit.text
      return [app.drafts.get(room), isEdited ? rewording : ''].filter((text) => text !== '').join('\n')
    },
    onBack() {
      // The page before may be of this room, too.
      wx.reLaunch({ url: '/pages/home/home' })
    },
    onSend({ detail }: EventOf<Said>) {
      if (this.data.edit) {
        this.sendEdit(this.data.edit, detail.text)
        return
      }
      const { kind, body } = said(detail.text)
      const problem = this.send(kind, body, kind === 'text' ? detail.mentions : [])
      if (problem === undefined) {
        this.setData({ reply: null })
        return
      }
      this.composer()?.put(detail.text, detail.mentions)
      wx.showToast({ title: explain(problem), icon: 'none' })
    },
    /** What cannot be sent stays in the box. */
    sendEdit({ seq, text }: { seq: number; text: string }, now: string) {
      const problem = now === text ? undefined : stateOf(this).room?.edit(seq, now)
      if (problem === undefined) this.setData({ edit: null })
      else complain(problem)
    },
    send(kind: SaidKind, body: SaidBody, people: readonly Mention[] = []) {
      const { reply } = this.data
      const mentions = idsOf(people)
      return stateOf(this).room?.send(kind, body, { mentions, ...(reply && { reply: reply.seq }) })
    },
    async onPick({ detail }: EventOf<{ kind: PickedFrom }>) {
      this.upload(await pickFiles(detail.kind))
    },
    /** Pasted or dropped in a browser; WeChat has nothing of the kind. */
    onPictures({ detail }: EventOf<WechatMiniprogram.ChooseMediaSuccessCallbackResult>) {
      this.upload(pickedOf(detail))
    },
    onVoice({ detail }: EventOf<{ file: PickedFile }>) {
      this.upload([detail.file])
    },
    /** From here on it goes on by itself, also when this page is left. */
    upload(files: readonly PickedFile[]) {
      const { room, reply } = this.data
      if (files.length === 0) return
      app.uploads.send(room, files, reply?.seq)
      this.setData({ reply: null })
    },
    onWrite({ detail }: EventOf<Said>) {
      // What was begun before is still the draft.
      if (this.data.edit) {
        stateOf(this).rewording = detail.text
        return
      }
      app.drafts.set(this.data.room, detail.text, detail.mentions)
      if (detail.text !== '') stateOf(this).room?.typing()
    },
    onUnreply() {
      this.setData({ reply: null })
    },
    onReply({ detail }: EventOf<{ line: Line }>) {
      this.setData({ edit: null, reply: replyTo(detail.line.seq, stateOf(this).room?.lines() ?? []) })
    },
    onEdit({ detail }: EventOf<{ line: Line }>) {
      const { seq, text } = detail.line
      this.setData({ reply: null, edit: { seq, text } })
    },
    onUnedit() {
      this.setData({ edit: null })
    },
    /** Words of a message that is no more, or of an edit that was refused: they go into the box. */
    onReword({ detail }: EventOf<{ text: string; id?: string }>) {
      this.setData({ edit: null })
      this.composer()?.put(detail.text)
      this.composer()?.focus()
      if (detail.id !== undefined) stateOf(this).room?.discard(detail.id)
    },
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
    /** From the menu of a message, or from the viewer of pictures. */
    onForward({ detail }: EventOf<{ seq: number }>) {
      openForward(this.data.room, [detail.seq])
    },
    async onFavourite({ detail }: EventOf<{ line: Line }>) {
      const { room } = stateOf(this)
      if (room) await act('favourite', room, [detail.line])
    },
    onSelected({ detail }: EventOf<{ lines: readonly Line[] }>) {
      stateOf(this).selected = detail.lines
      this.setData({ selecting: true, selected: detail.lines.length }, () => this.onResized())
    },
    async onChosen({ detail }: EventOf<{ action: string }>) {
      const { room, selected } = stateOf(this)
      if (room && (await act(detail.action, room, selected))) this.onUnselect()
    },
    onUnselect() {
      this.list()?.endSelecting()
      this.setData({ selecting: false, selected: 0 }, () => this.onResized())
    },
    async onPin({ detail }: EventOf<{ seq: number }>) {
      await stateOf(this).room?.pin(detail.seq, true).catch(complain)
    },
    async onUnpin({ detail }: EventOf<{ seq: number }>) {
      await stateOf(this).room?.pin(detail.seq, false).catch(complain)
    },
    onPicture({ detail }: EventOf<{ key: string }>) {
      this.viewer()?.open(detail.key, stateOf(this).room?.lines() ?? [])
    },
    onPins() {
      stateOf(this).room?.loadPins()
    },
    /** To a message, which may have to be loaded first. */
    async onSeek({ detail }: EventOf<{ seq: number }>) {
      const isThere = await stateOf(this).room?.seek(detail.seq).catch(complain)
      if (isThere) this.list()?.show(detail.seq)
    },
    onMention({ detail }: EventOf<{ person: Person }>) {
      if (!this.data.direct) this.composer()?.mention(detail.person)
    },
    onMentioned({ detail }: EventOf<{ seq: number }>) {
      this.selectComponent('#mentions')?.saw(detail.seq)
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
    onOlder() {
      stateOf(this)
        .room?.loadOlder()
        .catch(() => this.list()?.olderFailed())
    },
    onNewer() {
      stateOf(this)
        .room?.loadNewer()
        .catch(() => this.list()?.newerFailed())
    },
    onNewest() {
      stateOf(this).room?.toNewest()
    },
    onLooked({ detail }: EventOf<{ look: Look }>) {
      const state = stateOf(this)
      state.look = detail.look
      // What came while nobody looked is read when they look again.
      if (!state.isHidden) state.room?.looked(detail.look)
    },
    onPerson({ detail }: EventOf<{ person: Person }>) {
      this.triggerEvent('person', detail)
    },
    onResized() {
      this.list()?.resized()
    },
    onTapList() {
      wx.hideKeyboard({ fail: () => {} })
    },
  },
})
