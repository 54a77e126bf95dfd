import { app } from '../../app/index'
import { explain, t } from '../../i18n/index'
import { own } from '../../lib/own'
import { follow, unfollow } from '../../lib/subscriptions'
import type { LineKind } from '../../messages/line'
import { type AddressOf, type Download, download, reach, withPass } from '../../platform/download'
import { endingOf, showPicture, showVideo } from '../../platform/open-media'
import { pathOf } from '../../platform/opened-files'
import type { MediaBody, MediaBodyOf } from '../../protocol/index'
import { Refused } from '../../session/refused'
import type { VoiceState } from '../../voices/voice-player'
import { clockOf, placeOf, sizeOf, styleOf } from './measure'
import { openFile } from './open-file'

type FileBody = MediaBodyOf<'file'>
type VoiceBody = MediaBodyOf<'voice'>

interface Shown {
  /** It hears of what plays. */
  isListening?: true
  loading?: Download
  /** The small picture did not come, and a new pass was tried. */
  isRefused?: boolean
}

const shownOf = own<Shown>(() => ({}))

/** A picture, a voice message, a video or a file in a bubble. Tells `picture` when a viewer is to show it. */
Component({
  properties: {
    /** The room whose pass shows it. */
    room: String,
    kind: String,
    /** The body of the message. */
    media: Object,
    /** The page shows pictures in a viewer of its own: `picture` asks for that. */
    hasViewer: Boolean,
    /** One's own: it is never new. */
    mine: Boolean,
  },
  data: {
    box: '',
    src: '',
    label: '',
    length: '',
    /** What kind of picture it is, where that does not show. */
    mark: '',
    isPlaying: false,
    /** A voice message that plays, or was paused on the way. */
    isBegun: false,
    isFresh: false,
    fresh: '',
    /** How much of a file is there while it comes, below 0 while none does; how much of a voice message was heard. */
    percent: -1,
    loading: '',
    cancel: '',
  },
  observers: {
    'room, kind, media, mine'(room: string, kind: LineKind, media: MediaBody | null, mine: boolean) {
      if (room === '' || !media) return
      const isFresh = kind === 'voice' && !mine && !app.played.has(media.media)
      const label = labelOf(kind, media)
      const fresh = t('media.unplayed', { label })
      const mark = isMoving(media) ? t('media.moving') : ''
      this.setData({ box: styleOf(media), length: lengthOf(media), mark, label, isFresh, fresh })
      if (kind === 'image' || kind === 'video') this.load()
      if (kind === 'voice') this.listen()
    },
  },
  lifetimes: {
    detached() {
      shownOf(this).loading?.cancel()
      unfollow(this)
    },
  },
  methods: {
    listen() {
      const shown = shownOf(this)
      if (shown.isListening) return this.onVoice(app.voices.get())
      shown.isListening = true
      follow(
        this,
        app.voices.subscribe((voice) => this.onVoice(voice)),
      )
    },
    addressOf(refused?: string): Promise<string> {
      return app.media.address(this.data.room, (this.data.media as MediaBody).media, { refused })
    },
    load(refused?: string) {
      const { room } = this.data
      const { media } = this.data.media as MediaBody
      // When it fails the box is left empty, and a tap tries again.
      app.media.address(room, media, { small: true, refused }).then(
        (src) => this.setData({ src }),
        () => {},
      )
    },
    /** Why it did not come is not told: it may be the pass, of which a new one is tried. */
    onLost() {
      const shown = shownOf(this)
      const { src } = this.data
      this.setData({ src: '' })
      if (shown.isRefused) return
      shown.isRefused = true
      this.load(src)
    },
    onOpen() {
      this.open().catch((error: unknown) => this.complain(error))
    },
    async open() {
      const { kind } = this.data
      const media = this.data.media as MediaBody
      if (kind === 'image' && this.data.hasViewer) this.triggerEvent('picture')
      else if (kind === 'voice')
        app.voices.toggle(this.data.room, media as VoiceBody, (error) => this.complain(error))
      else if ('name' in media) await this.openFile(media)
      else await this.show()
    },
    async show() {
      const { kind, src } = this.data
      const show = kind === 'image' ? showPicture : showVideo
      if (kind === 'video') app.voices.pause()
      const addressOf: AddressOf = (refused) => this.addressOf(refused)
      if (src !== '') return show(await addressOf())
      // Its small picture is not there, and WeChat's viewer says of nothing why it shows none.
      const address = await withPass(addressOf, async (url) => {
        await reach(url)
        return url
      })
      this.load()
      return show(address)
    },
    /** Told of whatever plays: most of it is about others. */
    onVoice(voice: VoiceState | undefined) {
      const { media, duration } = this.data.media as VoiceBody
      const isMine = voice?.media === media
      if (!isMine && !this.data.isBegun) return
      const position = isMine ? voice.position : 0
      const isPlaying = isMine && voice.isPlaying
      this.setData({
        isBegun: isMine,
        isPlaying,
        percent: Math.round((position / duration) * 100),
        length: isMine ? placeOf(position) : clockOf(duration),
        label: isMine
          ? t(isPlaying ? 'media.pause' : 'media.resume')
          : labelOf('voice', this.data.media as VoiceBody),
        isFresh: this.data.isFresh && !app.played.has(media),
      })
    },
    async openFile({ media, name, size }: FileBody) {
      const shown = shownOf(this)
      if (shown.loading) return
      const file = { path: pathOf(media, endingOf(name)), size }
      const addressOf: AddressOf = (refused) => this.addressOf(refused)
      const loading = download(file, addressOf, (percent) => this.onPercent(percent))
      shown.loading = loading
      try {
        await openFile(await loading.done, name)
      } finally {
        delete shown.loading
        this.setData({ percent: -1 })
      }
    },
    onPercent(percent: number) {
      const { name } = this.data.media as FileBody
      this.setData({ percent, loading: t('media.loading', { percent }), cancel: t('media.cancel', { name }) })
    },
    onCancel() {
      shownOf(this).loading?.cancel()
    },
    complain(error: unknown) {
      // Who turned away knows that.
      if (error instanceof Refused && error.code === 'canceled') return
      wx.showToast({ title: explain(error), icon: 'none' })
    },
  },
})

function lengthOf(media: MediaBody): string {
  return 'duration' in media ? clockOf(media.duration) : sizeOf(media.size)
}

function labelOf(kind: LineKind, media: MediaBody): string {
  if ('name' in media) return t('media.file', { name: media.name })
  if (kind === 'voice' && 'duration' in media)
    return t('media.play', { seconds: Math.round(media.duration / 1_000) })
  if (kind === 'video') return t('media.video')
  return t(isMoving(media) ? 'media.open-moving' : 'media.picture')
}

/**
 * Whether it stands still only in the list, whose pictures are small JPEGs, and moves when it is opened. Messages of before
 * do not say: then a GIF is taken for one that does.
 */
function isMoving(media: MediaBody): boolean {
  if ('moving' in media && media.moving !== undefined) return media.moving
  return 'type' in media && media.type === 'image/gif'
}
