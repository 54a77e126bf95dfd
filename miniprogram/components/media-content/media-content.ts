import { app } from '../../app/index'
import { explain, t } from '../../i18n/index'
import type { LineKind } from '../../messages/line'
import { openFile, showPicture, showVideo } from '../../platform/open-media'
import { play } from '../../platform/player'
import type { MediaBody } from '../../protocol/index'
import { clockOf, sizeOf, styleOf } from './measure'

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
      this.setData({ src: '' })
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
      const { room, kind, src } = this.data
      const media = this.data.media as MediaBody
      const address = await app.media.address(room, media.media)
      if (kind === 'image') {
        if (src === '') this.load()
        showPicture(address)
      } else if (kind === 'video') showVideo(address)
      else if (kind === 'voice') play(address, (isPlaying) => this.onPlaying(isPlaying))
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
