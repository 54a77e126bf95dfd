import { storage } from '../../platform/storage'

/** Emojis of the panel: what phones of 2016 and later show. */
export const emojis = Array.from(
  '😀😄😁😆😅😂😊😇🙂😉😍😘😋😜😎😏😒😞😔😟😢😭😤😠😡😱😨😰😓😴🤔🤗🙄😬🤒🤕😷👻💩👍👎👌👏🙏💪🤝👋🙌👀🌹🌞🌙🔥🎉🎁🎂🍻🍵🍉🏀🚗🏠💰💔💯',
)

const key = 'emojis'
/** How many of those used last are kept at hand. */
const most = 8

/** The emojis that were used last on this phone, the newest first. */
export function recentEmojis(): readonly string[] {
  const stored = storage.read(key)
  return Array.isArray(stored) ? stored.filter((one) => emojis.includes(one)).slice(0, most) : []
}

export function useEmoji(emoji: string): void {
  storage.write(key, [emoji, ...recentEmojis().filter((one) => one !== emoji)].slice(0, most))
}
