import { t } from '../../i18n/index'
import { handOn, needsTap, showFile } from '../../platform/open-media'

/** Shows a file that is on the phone; one that the phone cannot show is handed on. Rejects with `Refused`. */
export async function openFile(path: string, name: string): Promise<void> {
  if (await showFile(path)) return
  if (needsTap() && !(await wantsIt(name))) return
  await handOn(path, name)
}

/** What is tapped in answer lets WeChat hand the file on. */
async function wantsIt(name: string): Promise<boolean> {
  const { confirm } = await wx.showModal({
    content: t('media.hand-on', { name }),
    confirmText: t('media.hand'),
    cancelText: t('common.cancel'),
  })
  return confirm
}
