import { t } from '../../i18n/index'
import { inWords } from '../../lib/in-words'
import type { Line } from '../../messages/line'

/** What the bar shows of the message that is answered: nothing when it is recalled, and no words of it when it is not loaded. */
export function replyTo(
  seq: number,
  lines: readonly Line[],
): { seq: number; name: string; text: string } | null {
  const line = lines.find((one) => one.seq === seq)
  if (!line) return { seq, name: t('message.earlier'), text: '' }
  const { from, kind, text } = line
  return kind === 'recalled' ? null : { seq, name: from.name, text: inWords(kind, text).slice(0, 100) }
}
