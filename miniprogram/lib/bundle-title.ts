import { t } from '../i18n/index'

/** What a bundle is called, by whose messages are in it. */
export function bundleTitle([name = '', other, third]: readonly string[]): string {
  if (other === undefined) return t('bundle.of', { name })
  return third === undefined ? t('bundle.ofTwo', { name, other }) : t('bundle.ofMany')
}
