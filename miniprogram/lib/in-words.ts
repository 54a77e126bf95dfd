import type { LineKind } from '../rooms/line'
import { t } from '../words/index'

/** A message in one line of words, for where it cannot be shown itself. */
export function inWords(kind: LineKind, text: string): string {
  if (kind === 'text' || kind === 'emoji') return text
  return kind === 'file' ? `${t('kind.file')} ${text}` : t(`kind.${kind}`)
}
