import { t } from '../../i18n/index'
import { bundleTitle } from '../../lib/bundle-title'
import { inWords } from '../../lib/in-words'
import type { BundleDigest } from '../../messages/content'

/** Messages that were forwarded as one, in a bubble: whose, the first ones, and how many. Tells `open` when it is tapped. */
Component({
  properties: {
    /** What there is to show (`BundleDigest`). */
    bundle: Object,
  },
  data: { title: '', lines: [] as { at: number; text: string }[], count: '', label: '' },
  observers: {
    bundle(bundle: BundleDigest | null) {
      if (!bundle) return
      const title = bundleTitle(bundle.names)
      const count = countOf(bundle.count)
      const lines = bundle.lines.map(({ name, kind, text }, at) => ({
        at,
        text: t('bundle.line', { name, text: inWords(kind, text) }),
      }))
      this.setData({ title, lines, count, label: t('bundle.open', { title, count: bundle.count }) })
    },
  },
  methods: {
    onOpen() {
      this.triggerEvent('open')
    },
  },
})

function countOf(count: number): string {
  return count === 1 ? t('bundle.countOne') : t('bundle.count', { count })
}
