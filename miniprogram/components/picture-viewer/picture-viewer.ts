import { app } from '../../app/index'
import { words } from '../../i18n/for-template'
import { explain, t } from '../../i18n/index'
import { own } from '../../lib/own'
import type { Line } from '../../messages/line'
import { clock } from '../../platform/clock'
import { type Download, reach } from '../../platform/download'
import type { LinesChange } from '../../rooms/room'
import { Refused } from '../../session/refused'
import { isDesktop } from '../../ui/desktop'
import { complain, offerSettings, toast } from '../../ui/dialogs'
import { heirOf, isNarrow, isSame, near, type Picture, picturesOf, windowOf } from './pictures'
import { savePicture } from './save-picture'

/** Milliseconds within which a second tap makes it two. */
const twiceMs = 300
/** Pages of lines without a picture that are asked for at once. */
const mostPages = 20
/** How large two taps make it. */
const zoomed = 2.5

interface ViewerState {
  all: Picture[]
  /** The addresses of pictures, small and large, by their keys. */
  addresses: Map<string, { small?: string; large?: string; isRefused?: true }>
  saving?: Download
  /** How large the picture in view is, as fingers have made it. */
  scale: number
  /** Pages of older lines that were asked for since one had a picture. */
  asked: number
  closing?: ReturnType<typeof setTimeout>
}

const stateOf = own<ViewerState>(() => ({ all: [], addresses: new Map(), scale: 1, asked: 0 }))

/** The tag of the viewer, as `selectComponent` gives it. */
export interface PictureViewer {
  /** Shows the picture of the line with this key, among those of the lines. */
  open(key: string, lines: readonly Line[]): void
  /** What the room tells of its lines. */
  take(change: LinesChange): void
  /** These messages are there no more, wherever the room is looked at. */
  taken(seqs: readonly number[]): void
  /** As Back does. */
  close(): void
}

const viewerWords = () =>
  words(
    'viewer.title',
    'viewer.close',
    'viewer.before',
    'viewer.next',
    'viewer.save',
    'viewer.forward',
    'state.retry',
  )

/**
 * Shows the pictures of a room, one at a time: swiped, zoomed, saved, passed on. Tells `older` when the oldest is near, and `forward`
 * {seq}; `viewing` {isOpen} when it opens or closes, for the page holds what Back closes.
 */
Component({
  properties: {
    /** The room whose pass shows them. */
    room: String,
    /** Whether the page answers `forward`. */
    canForward: Boolean,
  },
  data: {
    isOpen: false,
    pictures: [] as (Picture & { small?: string; large?: string })[],
    at: 0,
    /** Milliseconds that a turn takes: none where another window is drawn around the same picture. */
    duration: 300,
    scale: 1,
    isZoomed: false,
    title: '',
    seq: 0,
    problem: '',
    saving: '',
    hasArrows: false,
    words: viewerWords(),
  },
  lifetimes: {
    detached() {
      this.forget()
    },
  },
  methods: {
    open(key: string, lines: readonly Line[]) {
      const state = stateOf(this)
      state.all = picturesOf(lines, app.clock.now())
      if (!state.all.some((one) => one.key === key)) return
      this.setData({ isOpen: true, hasArrows: isDesktop(), words: viewerWords() })
      this.triggerEvent('viewing', { isOpen: true })
      this.show(key)
    },
    close() {
      this.onClose()
    },
    take({ type, lines }: LinesChange) {
      if (!this.data.isOpen) return
      const current = this.current()
      // The room shows another part of its history: what is looked at is there as before.
      if (current && current.seq > 0 && !lines.some(({ key }) => key === current.key)) return
      const isOther = this.putAll(picturesOf(lines, app.clock.now()))
      // Later: the page that came is still being loaded, and one that is asked for now would be that very one.
      if (!isOther && type === 'older') setTimeout(() => this.askOlder())
    },
    taken(seqs: readonly number[]) {
      if (!this.data.isOpen) return
      this.putAll(stateOf(this).all.filter(({ seq }) => !seqs.includes(seq)))
    },
    /** There are these pictures now, perhaps without the one in view. Whether that is anything new. */
    putAll(now: Picture[]): boolean {
      const state = stateOf(this)
      const before = state.all
      state.all = now
      if (isSame(before, now)) return false
      state.asked = 0
      const key = this.current()?.key ?? ''
      const heir = heirOf(before, key, state.all)
      if (heir !== key) toast(t('problem.media-gone'))
      if (heir === undefined) this.onClose()
      else this.show(heir)
      return true
    },
    /** Near the oldest picture: the lines before it may have more, however far back. */
    askOlder() {
      const state = stateOf(this)
      if (!this.data.isOpen || this.data.at >= near || state.asked >= mostPages) return
      state.asked += 1
      this.triggerEvent('older')
    },
    current(): Picture | undefined {
      return this.data.pictures[this.data.at]
    },
    /** Draws the window around a picture. */
    show(key: string) {
      const { all, addresses } = stateOf(this)
      const { pictures, at } = windowOf(all, key)
      const drawn = pictures.map((one) => ({ ...one, ...addresses.get(one.key) }))
      this.setData({ pictures: drawn, at, duration: 0 }, () => this.turned())
    },
    /** Another picture is in view. */
    turned() {
      const current = this.current()
      if (!current) return
      stateOf(this).scale = 1
      this.setData({ title: current.title, seq: current.seq, problem: '' })
      for (const at of [this.data.at, this.data.at - 1, this.data.at + 1]) this.load(at)
      this.askOlder()
    },
    onTurn({ detail }: WechatMiniprogram.SwiperChange) {
      if (detail.current !== this.data.at) this.turnTo(detail.current)
    },
    onBefore() {
      this.turnTo(this.data.at - 1)
    },
    onNext() {
      this.turnTo(this.data.at + 1)
    },
    turnTo(at: number) {
      const next = this.data.pictures[at]
      if (!next) return
      // It was made larger by fingers, of which the data knows nothing: first it learns of that, and then it is as small as it was.
      this.setData({ scale: stateOf(this).scale })
      this.setData({ at, scale: 1, isZoomed: false, duration: 300 }, () => {
        if (isNarrow(this.data.pictures, at, stateOf(this).all)) this.show(next.key)
        else this.turned()
      })
    },
    /** The small picture of one that may come next, and of the one in view the whole. */
    async load(at: number) {
      const picture = this.data.pictures[at]
      if (!picture) return
      const { key, body } = picture
      const isInView = at === this.data.at
      const { room } = this.data
      try {
        const small = picture.small ?? (await app.media.address(room, body.media, { small: true }))
        const large = isInView ? picture.large || (await app.media.address(room, body.media)) : undefined
        this.put(key, { small, ...(large !== undefined && { large }) })
      } catch (error) {
        if (isInView) this.fail(key, error)
      }
    },
    put(key: string, addresses: { small?: string; large?: string }) {
      const known = stateOf(this).addresses
      known.set(key, { ...known.get(key), ...addresses })
      const at = this.data.pictures.findIndex((one) => one.key === key)
      if (at < 0) return
      const change: Record<string, string> = {}
      for (const [name, address] of Object.entries(addresses)) change[`pictures[${at}].${name}`] = address
      this.setData(change)
    },
    /** A view tells only that it did not come: the server is asked why, and where it was the pass, for a new one, once. */
    async onLost({ currentTarget }: WechatMiniprogram.TouchEvent) {
      const { key } = currentTarget.dataset as { key: string }
      const picture = this.data.pictures.find((one) => one.key === key)
      const known = stateOf(this).addresses.get(key)
      if (!picture?.large || !known) return
      const { large } = picture
      const why = await reach(large).then(
        () => new Refused('cannot-open'),
        (error: unknown) => error,
      )
      const isPass = why instanceof Refused && why.code === 'bad-pass' && !known.isRefused
      if (!isPass) return this.fail(key, why)
      known.isRefused = true
      app.media.address(this.data.room, picture.body.media, { refused: large }).then(
        (address) => this.put(key, { large: address }),
        (error: unknown) => this.fail(key, error),
      )
    },
    fail(key: string, error: unknown) {
      stateOf(this).addresses.delete(key)
      const at = this.data.pictures.findIndex((one) => one.key === key)
      if (at >= 0) this.setData({ [`pictures[${at}].large`]: '' })
      if (this.current()?.key === key) this.setData({ problem: explain(error) })
    },
    onRetry() {
      this.setData({ problem: '' })
      this.load(this.data.at)
    },
    onScale({ detail }: WechatMiniprogram.CustomEvent<{ scale: number }>) {
      stateOf(this).scale = detail.scale
      const isZoomed = detail.scale > 1.02
      if (isZoomed !== this.data.isZoomed) this.setData({ isZoomed })
    },
    /** One tap closes, as in WeChat; two make it larger, or as small as it was. */
    onTap() {
      const state = stateOf(this)
      if (state.closing === undefined) {
        state.closing = setTimeout(() => this.onClose(), twiceMs)
        return
      }
      clearTimeout(state.closing)
      delete state.closing
      const scale = state.scale > 1.02 ? 1 : zoomed
      this.setData({ scale: state.scale })
      this.setData({ scale, isZoomed: scale > 1 })
      state.scale = scale
    },
    async onSave() {
      const state = stateOf(this)
      const current = this.current()
      if (!current || state.saving) return
      const from = clock.elapsed()
      const saving = savePicture(this.data.room, current.body, (percent) => {
        // What is there at once needs no words on its way.
        if (clock.elapsed() - from > twiceMs) this.setData({ saving: t('media.loading', { percent }) })
      })
      state.saving = saving
      try {
        await saving.done
        toast(t('viewer.saved'))
      } catch (error) {
        await this.complain(error)
      } finally {
        delete state.saving
        this.setData({ saving: '' })
      }
    },
    async complain(error: unknown) {
      const code = error instanceof Refused ? error.code : ''
      if (code === 'album') await offerSettings(t('problem.album'))
      else if (code !== 'canceled') complain(error)
    },
    onForward() {
      const { seq } = this.data
      this.onClose()
      this.triggerEvent('forward', { seq })
    },
    onClose() {
      if (!this.data.isOpen) return
      this.forget()
      this.setData({ isOpen: false, isZoomed: false, scale: 1, pictures: [], at: 0, problem: '' })
      this.triggerEvent('viewing', { isOpen: false })
    },
    forget() {
      const state = stateOf(this)
      state.saving?.cancel()
      if (state.closing !== undefined) clearTimeout(state.closing)
      delete state.closing
      state.addresses.clear()
      state.all = []
      state.asked = 0
    },
  },
})
