import { words } from '../../i18n/for-template'

/** What a page shows while it has nothing else to show. */
Component({
  properties: {
    /** `loading`, `empty`, `offline` or `error`. */
    state: { type: String, value: 'loading' },
    /** A sentence; for `loading` it may be left out. */
    text: String,
    /** What the button says; `offline` and `error` have one by themselves. */
    action: String,
  },
  data: { words: {} as Record<string, string> },
  lifetimes: {
    attached() {
      this.setData({ words: words('state.loading', 'state.retry') })
    },
  },
  methods: {
    onTap() {
      this.triggerEvent('retry')
    },
  },
})
