/**
 * WeChat's lengths as the browser needs them. `rpx` is a 750th of the frame's width; `vh` and `vw` are parts of
 * the page's body, a size container, for the window of a browser has a navigation bar and a frame as well.
 */
export function cssLengths(value: string): string {
  return value
    .replace(/(?<![\w.#-])(-?\d*\.?\d+)rpx\b/g, 'calc(var(--rpx) * $1)')
    .replace(/(?<![\w.#-])(-?\d*\.?\d+)[dsl]?v([hw])\b/g, '$1cq$2')
}
