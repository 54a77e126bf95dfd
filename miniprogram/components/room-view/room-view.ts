import { app } from '../../app/index'
import { explain, t } from '../../i18n/index'
import { follow, unfollow } from '../../lib/subscriptions'
import type { Line } from '../../messages/line'
import { idsOf, type Mention } from '../../messages/mentions'
import { said } from '../../messages/said'
import { type PickedFrom, pickedOf, pickFiles } from '../../platform/pick-files'
import type { Person, SaidBody, SaidKind } from '../../protocol/index'
import type { Gone, LinesChange, PinnedLine, RoomState } from '../../rooms/room'
import { copy } from '../../ui/copy'
import { complain } from '../../ui/dialogs'
import type { PickedFile } from '../../uploads/upload-store'
import { mentionable } from './mentionable'
import { messageActions } from './message-actions'
import { replyTo } from './quoted'
import { reading } from './reading'
import { selecting } from './selecting'
import { typingOf } from './typing'
import { type EventOf, stateOf } from './view-state'

/** What is in the box, and whom it mentions. */
type Said = { text: string; mentions?: readonly Mention[] }

/**
 * A room, group or 1v1, from entering to leaving: its messages, the bar to write in, and how the connection stands.
 *
 * Tells `state` {state}, `presence` {presence}, `typing` {text}, `peerleft` {person}, `person` {person}, and `gone` {reason} when the
 * room is over.
 */
Component({
  behaviors: [messageActions, reading, selecting],
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
    /** The viewer of pictures is open. */
    viewing: false,
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
        onTaken: (seqs) => this.onTaken(seqs),
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
    onTaken(seqs: readonly number[]) {
      app.voices.taken(this.data.room, seqs)
      this.viewer()?.taken(seqs)
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
      this.onUnselect()
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
    onPicture({ detail }: EventOf<{ key: string }>) {
      this.viewer()?.open(detail.key, stateOf(this).room?.lines() ?? [])
    },
    onViewing({ detail }: EventOf<{ isOpen: boolean }>) {
      this.setData({ viewing: detail.isOpen })
    },
    /** Back closes what is open over the messages. WeChat has one container for that on a page, at most. */
    onLeave() {
      this.viewer()?.close()
      this.onUnselect()
    },
    onPins() {
      stateOf(this).room?.loadPins()
    },
    onMention({ detail }: EventOf<{ person: Person }>) {
      if (!this.data.direct) this.composer()?.mention(detail.person)
    },
    onMentioned({ detail }: EventOf<{ seq: number }>) {
      this.selectComponent('#mentions')?.saw(detail.seq)
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
