/** A code that others scan. Tells `retry` when it did not load and is tapped. */
Component({
  properties: {
    /** The picture, as a `data:` address; empty while it is on its way. */
    picture: String,
    /** What it is, for those who do not see it. */
    label: String,
    /** A sentence about why there is none. */
    problem: String,
    /** What it is good for. */
    hint: String,
  },
  methods: {
    onRetry() {
      this.triggerEvent('retry')
    },
  },
})
