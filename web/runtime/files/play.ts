const taps = ['pointerup', 'keydown'] as const

/** Plays; where the browser wants a tap before, with the next one. */
export function play(player: HTMLMediaElement): void {
  void player.play().catch((error: unknown) => {
    // Any other reason has to do with what it was to play, and that is over.
    if ((error as DOMException).name !== 'NotAllowedError') return
    const over = new AbortController()
    const again = () => {
      over.abort()
      if (player.srcObject !== null) play(player)
    }
    for (const tap of taps) document.addEventListener(tap, again, { capture: true, signal: over.signal })
  })
}
