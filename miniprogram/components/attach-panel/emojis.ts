/** Emojis of the panel: what phones of 2016 and later show. */
export const emojis = Array.from(
  '😀😄😁😆😅😂😊😇🙂😉😍😘😋😜😎😏😒😞😔😟😢😭😤😠😡😱😨😰😓😴🤔🤗🙄😬🤒🤕😷👻💩👍👎👌👏🙏💪🤝👋🙌👀🌹🌞🌙🔥🎉🎁🎂🍻🍵🍉🏀🚗🏠💰💔💯',
)

/** How many of those used last are kept at hand. */
const most = 8

let recent: readonly string[] = []

/** The emojis that were used last, the newest first; until the program ends. */
export function recentEmojis(): readonly string[] {
  return recent
}

export function useEmoji(emoji: string): void {
  recent = [emoji, ...recent.filter((one) => one !== emoji)].slice(0, most)
}
