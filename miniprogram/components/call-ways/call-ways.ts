import { app } from '../../app/index'
import type { Call } from '../../calls/call'
import { words } from '../../i18n/for-template'
import { t } from '../../i18n/index'
import { endInWords } from '../../lib/call-in-words'
import { own } from '../../lib/own'
import { follow, unfollow } from '../../lib/subscriptions'
import { go } from '../../navigation/go'
import { hasVoip, joinVoip } from '../../platform/voip'
import { wechatCode } from '../../platform/wechat-code'
import type { CallMedia } from '../../protocol/index'
import { Refused } from '../../session/refused'
import { copyLink } from '../../ui/copy'
import { complain, toast } from '../../ui/dialogs'
import type { PickedFile } from '../../uploads/upload-store'
import { Intercom } from './intercom'

const waysWords = () =>
  words(
    'call.wechat',
    'call.openHere',
    'call.copyLink',
    'call.codeHint',
    'call.showCode',
    'call.byWechat',
    'call.intercom',
    'call.hangUp',
    'call.decline',
    'call.close',
  )

const stateOf = own<{ intercom?: Intercom }>(() => ({}))

/** What there is for a call where this program cannot take it itself, as in WeChat. Tells `close`. */
Component({
  properties: {
    /** The room of the call, and whom it is with; a group has nobody. Empty where a call is there already. */
    room: String,
    peer: String,
    media: String,
  },

  data: {
    t: waysWords(),
    status: '',
    isOn: false,
    isRinging: false,
    canVoip: false,
    qr: '',
    url: '',
    busy: false,
  },

  lifetimes: {
    attached() {
      this.setData({ t: waysWords(), canVoip: hasVoip() })
      follow(
        this,
        app.calls.subscribe((call) => this.show(call)),
      )
    },
    detached() {
      stateOf(this).intercom?.end()
      unfollow(this)
    },
  },

  methods: {
    show(call: Call | undefined) {
      const isRinging = call?.is === 'ringing'
      const isOn = call !== undefined && call.is !== 'ended'
      this.setData({ status: call ? statusOf(call) : '', isOn, isRinging })
    },

    /** In a browser: on this very screen where the operator has arranged for it, else on another one. */
    async onBrowser() {
      await this.act(async () => {
        const { url, qr, page } = await app.callWays.ticket(await this.callId())
        if (page) go(`/pages/call-web/call-web?url=${encodeURIComponent(url)}`)
        else this.setData({ url, qr })
      })
    },

    onCopy() {
      copyLink(this.data.url, t('call.link-copied'))
    },

    async onVoip() {
      await this.act(async () => {
        const id = await this.callId()
        await joinVoip(await app.callWays.voip(id, await wechatCode()))
      })
    },

    /** What is said goes into the room, and what comes from there plays by itself. */
    onVoice({ detail }: WechatMiniprogram.CustomEvent<{ file: PickedFile }>) {
      const room = app.calls.get()?.room || this.data.room
      if (room === '') return
      const state = stateOf(this)
      state.intercom ??= new Intercom(room)
      app.uploads.send(room, [detail.file])
      toast(t('call.intercom-sent'))
    },

    onHangUp() {
      if (this.data.isRinging) app.calls.decline().catch(complain)
      else app.calls.hangUp()
    },

    onClose() {
      this.triggerEvent('close')
    },

    /** The call that a browser is to join: begun here where there is none. */
    async callId(): Promise<string> {
      const { room, peer, media } = this.data
      const talking = app.calls.rooms.get()[room]?.call
      const known = idOf(app.calls.get()) ?? app.calls.elsewhere.get()?.id ?? talking
      if (known !== undefined) return known
      const contact = app.contacts.of(peer)
      if (contact) await app.calls.call(contact.person, room, media as CallMedia)
      else await app.calls.join(room)
      const call = app.calls.get()
      const id = idOf(call)
      if (id === undefined) throw new Refused(call?.end?.problem ?? 'unknown-call')
      return id
    },

    async act(work: () => Promise<void>) {
      if (this.data.busy) return
      this.setData({ busy: true })
      try {
        await work()
      } catch (error) {
        complain(error)
      }
      this.setData({ busy: false })
    },
  },
})

function idOf(call: Call | undefined): string | undefined {
  return call && call.is !== 'ended' && call.id !== '' ? call.id : undefined
}

function statusOf(call: Call): string {
  if (call.end) return endInWords(call.end)
  if (call.is === 'ringing') return t('ringing.who', { name: call.peer?.name ?? '' })
  if (call.is === 'calling') return t('call.calling')
  return call.peer ? t('call.with', { name: call.peer.name }) : t('call.in')
}
