import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { explain, t } from '../../i18n/index'
import { patch } from '../../lib/patch'
import { follow } from '../../lib/subscriptions'
import { openRoom } from '../../navigation/go'
import { land } from '../../navigation/land'
import { callPerson } from '../../navigation/place-call'
import type { CallMedia, Person } from '../../protocol/index'
import { Refused } from '../../session/refused'
import { copy } from '../../ui/copy'
import { complain, isSure } from '../../ui/dialogs'
import { themed } from '../../ui/themed'
import { type Relation, relationWith } from './relation'

const nobody: Person = { id: '', name: '', avatar: '' }

const pageWords = () =>
  words(
    'person.copyId',
    'person.online',
    'person.talk',
    'person.invite',
    'person.note',
    'person.noteHint',
    'person.asked',
    'person.withdraw',
    'person.wantsYou',
    'person.connect',
    'person.decline',
    'person.block',
    'person.unblock',
    'person.isBlocked',
    'person.isMe',
    'call.voice',
    'call.video',
  )

Page({
  behaviors: [themed],

  data: {
    t: pageWords(),
    state: 'loading' as 'loading' | 'empty' | 'offline' | 'ready',
    stateText: '',
    person: nobody,
    relation: { is: 'stranger' } as Relation,
    busy: false,
  },

  personId: '',

  onLoad(query: Record<string, string | undefined>) {
    if (land(query)) return
    this.personId = query.person ?? ''
    patch(this, { t: pageWords() })
    wx.setNavigationBarTitle({ title: t('person.title') })
    const show = () => patch(this, { relation: relationWith(this.personId) })
    follow(
      this,
      app.contacts.subscribe(show),
      app.contacts.blocked.subscribe(show),
      app.invitations.subscribe(show),
    )
    void this.find()
  },

  /** Shown again, for they may have another name by now. What is known stays when nobody answers. */
  async onShow() {
    if (this.data.state !== 'ready') return
    const person = await app.people.find(this.personId).catch(() => undefined)
    if (person) patch(this, { person })
  },

  async find() {
    try {
      patch(this, { person: await app.people.find(this.personId), state: 'ready' })
    } catch (error) {
      const isUnknown = error instanceof Refused && error.code === 'unknown-person'
      const stateText = isUnknown ? t('person.missing') : explain(error)
      patch(this, { state: isUnknown ? 'empty' : 'offline', stateText })
    }
  },

  onRetry() {
    patch(this, { state: 'loading', stateText: '' })
    void this.find()
  },

  onCopy() {
    copy(this.data.person.id)
  },

  onTalk() {
    const { relation } = this.data
    if (relation.is === 'connected') openRoom({ id: relation.room, kind: 'direct' })
  },

  onCall({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const { relation, person } = this.data
    if (relation.is === 'connected')
      callPerson(person, relation.room, currentTarget.dataset.media as CallMedia)
  },

  /** The note is read from the form. A person who has invited me meanwhile is connected with me at once. */
  onInvite(event: WechatMiniprogram.FormSubmit) {
    void this.invite(String(event.detail.value.note ?? ''))
  },

  onNoteDone(event: WechatMiniprogram.InputConfirm) {
    void this.invite(event.detail.value)
  },

  async invite(typed: string) {
    const note = typed.trim()
    await this.act(async () => {
      const asked = await app.links.ask(this.personId, note)
      if ('room' in asked) openRoom({ id: asked.room, kind: 'direct' })
    })
  },

  async onConnect() {
    const { relation } = this.data
    if (relation.is !== 'received') return
    await this.act(async () => {
      const { room } = await app.links.connect(relation.link)
      openRoom({ id: room, kind: 'direct' })
    })
  },

  async onDecline() {
    const { relation } = this.data
    if (relation.is === 'received') await this.act(() => app.links.decline(relation.link))
  },

  async onWithdraw() {
    const { relation } = this.data
    if (relation.is === 'sent') await this.act(() => app.links.unlink(relation.link))
  },

  async onBlock() {
    if (await isSure(t('person.blockSure'), t('person.block')))
      await this.act(() => app.links.block(this.personId))
  },

  async onUnblock() {
    await this.act(() => app.links.unblock(this.personId))
  },

  /** One thing at a time; the stores show what came of it. */
  async act(work: () => Promise<void>) {
    if (this.data.busy) return
    patch(this, { busy: true })
    try {
      await work()
    } catch (error) {
      complain(error)
    }
    patch(this, { busy: false })
  },
})
