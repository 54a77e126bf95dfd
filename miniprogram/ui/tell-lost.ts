import { language, t } from '../i18n/index'
import { fileLabel } from '../lib/file-label'
import { tell } from './dialogs'

/** Says what the run before did not bring to the server, and what is no longer there to be sent. */
export async function tellLost(
  messages: number,
  files: readonly { kind: string; name: string }[],
): Promise<void> {
  if (messages > 0) await tell(t('home.lost'), t('home.lostUnsent', { count: messages }))
  if (files.length === 0) return
  const names = files.map(fileLabel).join(language() === 'zh' ? '、' : ', ')
  await tell(t('upload.lost'), t('upload.lost-names', { names }))
}
