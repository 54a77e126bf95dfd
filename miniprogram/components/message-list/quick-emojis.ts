import type { Line } from '../../messages/line'

/** Emojis with which people react most. */
const quickEmojis = ['👍', '❤️', '😂', '😮', '😢', '🙏']

/** Whether I have put this emoji on the message. */
export function isMine({ reactions = [] }: Line, emoji: string): boolean {
  return reactions.some((one) => one.emoji === emoji && one.mine)
}

/** What the menu of a message offers to react with; nothing at what is not sent yet, and at a call. */
export function quickReactions(line: Line): { emoji: string; mine: boolean }[] {
  const isMessage = line.seq > 0 && line.kind !== 'call'
  return isMessage ? quickEmojis.map((emoji) => ({ emoji, mine: isMine(line, emoji) })) : []
}
