import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Built, buildWeb } from '../../../../web/build/build'

const root = join(import.meta.dirname, '..', '..', '..', '..')
const iview = join(root, 'node_modules', 'iview-weapp', 'dist')
const miniprogram = join(import.meta.dirname, '..', 'fixture')

/** Pages of the fixture that come behind its first one. */
export const latePages = [['pages/list/list'], ['pages/form/form', 'pages/tags/tags']]

export interface Copy {
  /** Writes a file of the copied mini-program. */
  write(path: string, text: string): void
  build(options?: { minify?: boolean; compress?: boolean; late?: string[][] }): Promise<Built>
  /** What the build reads. */
  sources: { miniprogram: string; iview: string }
  out: string
  remove(): void
}

/** A copy of the fixture mini-program that a test may spoil. */
export function copyFixture(): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'web-fixture-'))
  const own = join(folder, 'miniprogram')
  const out = join(folder, 'out')
  cpSync(miniprogram, own, { recursive: true })
  return {
    write(path, text) {
      mkdirSync(dirname(join(own, path)), { recursive: true })
      writeFileSync(join(own, path), text)
    },
    build: (options = {}) => buildWeb({ miniprogram: own, iview, out, ...options }),
    sources: { miniprogram: own, iview },
    out,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
