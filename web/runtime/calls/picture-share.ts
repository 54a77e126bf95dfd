import type { Quality } from './line-quality'

/** How much of what pictures take at best they take, step by step down; with 0 there are none, and the voice has the line for itself. */
const shares = [1, 0.35, 0.1, 0] as const
/** Judgements of one kind in a row after which it goes a step down, or up again. */
const downAfter = 3
const upAfter = 10
/** Each time that there were no pictures they come back later, lest they come and go; at most after this many judgements. */
const longest = 80

/** What a line can carry beside the voice. */
export class PictureShare {
  #step = 0
  #bad = 0
  #good = 0
  #upAfter = upAfter

  get share(): number {
    return shares[this.#step] ?? 0
  }

  /** The line was judged once more. */
  judge(quality: Quality): void {
    this.#bad = quality === 'bad' ? this.#bad + 1 : 0
    this.#good = quality === 'good' ? this.#good + 1 : 0
    if (this.#bad >= downAfter && this.#step < shares.length - 1) this.#go(1)
    else if (this.#good >= this.#upAfter && this.#step > 0) this.#go(-1)
  }

  #go(by: number): void {
    this.#step += by
    this.#bad = 0
    this.#good = 0
    if (this.share === 0) this.#upAfter = Math.min(2 * this.#upAfter, longest)
  }
}
