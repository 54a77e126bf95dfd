import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the web room has the notices of third parties: the name stays, so that others may point there. */
export const noticesFile = 'THIRD_PARTY_NOTICES.txt'

/** As text, not as Markdown: browsers show that. */
export function noticesText(): string {
  return readFileSync(join(import.meta.dirname, '..', '..', 'THIRD_PARTY_NOTICES.md'), 'utf8')
}
