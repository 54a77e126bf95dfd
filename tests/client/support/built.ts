import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildMiniprogram } from '../../../scripts/build-miniprogram'
import { root } from './units'

/** A mini-program as DevTools opens it, in a folder of its own. */
export function builtMiniprogram() {
  const out = mkdtempSync(join(tmpdir(), 'miniprogram-'))
  cpSync(root, out, { recursive: true })
  return { out, remove: () => rmSync(out, { recursive: true, force: true }), ...buildMiniprogram({ out }) }
}
