import type { Settings } from '../stores/settings-store'

/** How fast voice messages can play. WeChat takes 0.5 to 2 (developers.weixin.qq.com/miniprogram/dev/api/media/audio/InnerAudioContext.html). */
export const speeds = [1, 1.5, 2] as const

/** The speed that was chosen; what is on disk may be of another program. */
export function speedOf({ voiceSpeed }: Settings): number {
  return speeds.find((speed) => speed === voiceSpeed) ?? 1
}

/** The one after it; after the fastest comes the slowest. */
export function fasterThan(speed: number): number {
  return speeds.find((faster) => faster > speed) ?? 1
}
