import { app } from '../../app/index'
import { explain, t } from '../../i18n/index'
import { own } from '../../lib/own'
import type { LineKind } from '../../messages/line'
import { openFile, showPicture, showVideo } from '../../platform/open-media'
import { play } from '../../platform/player'
import type { MediaBody } from '../../protocol/index'
import { Refused } from '../../session/refused'
import { clockOf, sizeOf, styleOf } from './measure'

/** What a new pass may mend. */
const mendable: readonly string[] = ['bad-pass', 'not-loaded']

/** Whether the small picture was loaded a second time. */
const reloads = own<{ isDone: boolean }>(() => ({ isDone: false }))

/** A picture, a voice message, a video or a file in a bubble. */
Component({
  properties: {
    /** The room whose pass shows it. */
    room: String,
    kind: String,
    /** The body of the message. */
    media: Object,
    /** One's own: it is never new. */
    mine: Boolean,
  },
  data: { box: '', src: '', label: '', length: '', mark: '', isPlaying: false, isFresh: false, fresh: '' },
  observers: {
    'room, kind, media, mine'(room: string, kind: LineKind, media: MediaBody | null, mine: boolean) {
      if (room === '' || !media) return
      const isFresh = kind === 'voice' && !mine && !app.played.has(media.media)
      const label = labelOf(kind, media)
      const fresh = t('media.unplayed', { label })
      const mark = isMoving(media) ? t('media.gif') : ''
      this.setData({ box: styleOf(media), length: lengthOf(media), mark, label, isFresh, fresh })
      reloads(this).isDone = false
      if (kind === 'image' || kind === 'video') this.load()
    },
  },
  methods: {
    load() {
      const { room } = this.data
      const { media } = this.data.media as MediaBody
      // When it fails the box is left empty, and a tap tries again.
      app.media.address(room, media, true).then(
        (src) => this.setData({ src }),
        () => {},
      )
    },
    onLost() {
      const { room, src } = this.data
      this.setData({ src: '' })
      if (reloads(this).isDone) return
      reloads(this).isDone = true
      // No host says why it did not load. It may be the pass, which a new one mends.
      app.media.refused(room, src)
      this.load()
    },
    onOpen() {
      this.open().catch((error: unknown) => {
        wx.showToast({ title: explain(error), icon: 'none' })
      })
    },
    onPlaying(isPlaying: boolean) {
      const label = isPlaying ? t('media.pause') : labelOf('voice', this.data.media as MediaBody)
      app.played.add((this.data.media as MediaBody).media)
      this.setData({ isPlaying, label, isFresh: false })
    },
    async open() {
      const { room } = this.data
      const { media } = this.data.media as MediaBody
      const address = await app.media.address(room, media)
      try {
        await this.show(address)
      } catch (error) {
        if (!(error instanceof Refused) || !mendable.includes(error.code)) throw error
        app.media.refused(room, address)
        await this.show(await app.media.address(room, media))
      }
    },
    async show(address: string) {
      const { kind, src } = this.data
      const media = this.data.media as MediaBody
      if (kind === 'image') {
        if (src === '') this.load()
        showPicture(address)
      } else if (kind === 'video') showVideo(address)
      else if (kind === 'voice') await play(address, (isPlaying) => this.onPlaying(isPlaying))
      else if ('name' in media) await openFile(address, media.name)
    },
  },
})

function lengthOf(media: MediaBody): string {
  return 'duration' in media ? clockOf(media.duration) : sizeOf(media.size)
}

/** A GIF: it stands still in the list, whose pictures are small JPEGs, and moves when it is opened. */
function isMoving(media: MediaBody): boolean {
  return 'type' in media && media.type === 'image/gif'
}

function labelOf(kind: LineKind, media: MediaBody): string {
  if ('name' in media) return t('media.file', { name: media.name })
  if (kind === 'voice' && 'duration' in media)
    return t('media.play', { seconds: Math.round(media.duration / 1_000) })
  if (kind === 'video') return t('media.video')
  return t(isMoving(media) ? 'media.moving' : 'media.picture')
}
