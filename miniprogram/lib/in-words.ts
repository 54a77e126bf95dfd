import { t } from '../i18n/index'
import type { LineKind } from '../messages/line'

/** A message in one line of words, for where it cannot be shown itself. */
export function inWords(kind: LineKind, text: string): string {
  if (kind === 'text' || kind === 'emoji') return text
  return kind === 'file' ? `${t('kind.file')} ${text}` : t(`kind.${kind}`)
}
