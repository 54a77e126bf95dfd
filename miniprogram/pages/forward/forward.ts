import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { own } from '../../lib/own'
import { patch } from '../../lib/patch'
import { rowChanges } from '../../lib/row-changes'
import { follow } from '../../lib/subscriptions'
import { said } from '../../messages/said'
import { goBack } from '../../navigation/go'
import { land } from '../../navigation/land'
import { bodies, limits } from '../../protocol/index'
import type { BatchTarget } from '../../session/batches'
import { complain, toast } from '../../ui/dialogs'
import { keyboardInset } from '../../ui/keyboard-inset'
import { themed } from '../../ui/themed'
import { found, type Offer, offersOf, type TargetRow } from './targets'

const pageWords = () =>
  words(
    'forward.search',
    'forward.none',
    'forward.ways',
    'forward.single',
    'forward.bundle',
    'forward.comment',
    'forward.message',
  )

/** Under which a message to several that was begun is kept as a draft: no room has this id. */
const draftKey = '_several'

/** What is forwarded, nothing for a new message; and what was chosen and written. */
interface Choice {
  of: { room: string; seq: number }[]
  chosen: Map<string, BatchTarget>
  offers: Offer[]
  searched: string
  text: string
}

const choiceOf = own<Choice>(() => ({ of: [], chosen: new Map(), offers: [], searched: '', text: '' }))

/**
 * Where messages of a room (`room`, `seqs` with dots between) are forwarded to, one by one or as a bundle, with a comment;
 * without `seqs` a new message to several.
 */
Page({
  behaviors: [themed, keyboardInset],

  data: {
    t: pageWords(),
    rows: [] as TargetRow[],
    isNew: false,
    /** Several messages: they may be a bundle. */
    isMany: false,
    isBundle: false,
    count: 0,
    send: '',
    text: '',
  },

  onLoad(query: Record<string, string | undefined>) {
    if (land(query)) return
    const choice = choiceOf(this)
    const { room = '', seqs = '' } = query
    choice.of = seqs === '' ? [] : seqs.split('.').map((seq) => ({ room, seq: Number(seq) }))
    const isNew = choice.of.length === 0
    choice.text = isNew ? app.drafts.get(draftKey) : ''
    const isMany = choice.of.length > 1
    patch(this, { t: pageWords(), isNew, isMany, text: choice.text, send: t('forward.send') })
    wx.setNavigationBarTitle({ title: t(isNew ? 'forward.several' : 'forward.title') })
    follow(
      this,
      app.roomList.subscribe(() => this.draw()),
      app.contacts.subscribe(() => this.draw()),
    )
  },

  onUnload() {
    app.drafts.save()
  },

  draw() {
    const me = app.me.get()
    if (!me) return
    const choice = choiceOf(this)
    choice.offers = offersOf(app.roomList.get(), app.contacts.get(), me)
    const rows = found(choice.offers, choice.searched).map(({ row }) => ({
      ...row,
      chosen: choice.chosen.has(row.id),
    }))
    this.setData(rowChanges('rows', this.data.rows, rows))
  },

  onSearch(event: WechatMiniprogram.Input) {
    choiceOf(this).searched = event.detail.value
    this.draw()
  },

  onRow(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id: string }
    const { chosen, offers } = choiceOf(this)
    const target = offers.find(({ row }) => row.id === id)?.target
    if (!chosen.delete(id) && target) {
      const problem = this.objectionTo(chosen.size + 1)
      if (problem !== undefined) {
        complain(problem)
        return
      }
      chosen.set(id, target)
    }
    const count = chosen.size
    patch(this, { count, send: count === 0 ? t('forward.send') : t('forward.sendTo', { count }) })
    this.draw()
  },

  /** Why it cannot go to so many. */
  objectionTo(targets: number): string | undefined {
    if (targets > limits.targets) return 'too-many-targets'
    const { of } = choiceOf(this)
    return !this.data.isBundle && of.length * targets > limits.copies ? 'too-many-copies' : undefined
  },

  onWay(event: WechatMiniprogram.TouchEvent) {
    patch(this, { isBundle: event.currentTarget.dataset.bundle === 'yes' })
  },

  onText(event: WechatMiniprogram.TextareaInput) {
    const choice = choiceOf(this)
    choice.text = event.detail.value
    if (this.data.isNew) app.drafts.set(draftKey, choice.text)
  },

  onSend() {
    const { of, chosen, text } = choiceOf(this)
    const to = [...chosen.values()]
    if (to.length === 0) return
    const isBlank = text.trim() === ''
    const { isNew, isBundle } = this.data
    const inText = isBlank && !isNew ? undefined : bodies.text.problem(text, 'body')
    // Chosen for a bundle it may have gone to more.
    const problem = inText?.code ?? this.objectionTo(to.length)
    if (problem !== undefined) {
      complain(problem)
      return
    }
    if (isNew) {
      const { kind, body } = said(text)
      app.batches.send(kind, body, to)
      app.drafts.set(draftKey, '')
    } else {
      app.batches.forward(of, to, { bundle: isBundle, ...(!isBlank && { comment: text }) })
    }
    goBack()
    if (app.connection.get().group.state !== 'open') toast(t('forward.waits'))
  },
})
