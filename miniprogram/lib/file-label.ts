import { t } from '../i18n/index'

/** What a file on its way is called: its name, or, where that is not known, its kind. */
export function fileLabel({ kind, name }: { kind: string; name: string }): string {
  return name || t(kind === 'voice' || kind === 'video' ? `upload.${kind}` : 'upload.picture')
}
