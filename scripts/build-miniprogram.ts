import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mend } from './iview/mend'
import { neededFolders } from './iview/needed'
import { tint } from './iview/tint'
import { addLicence } from './licence-comment'
import { type Packed, packedFiles } from './package-size'

/** Bytes that the folder may have, its types counted; the package made of it, which WeChat refuses above 2 MB, has 835,000. */
export const packageLimit = 1_150_000

export interface MiniprogramBuild {
  /** The mini-program's folder, where app.json is: it becomes what WeChat DevTools opens as it is. */
  out: string
  /** `dist` of the package iview-weapp. */
  iview?: string
  /** Names what is not uploaded. */
  projectConfig?: string
}

/** Puts iView's components, as far as they are used, into `out/iview`. Throws when the package gets too large. */
export function buildMiniprogram({
  out,
  iview = 'node_modules/iview-weapp/dist',
  projectConfig = 'project.config.json',
}: MiniprogramBuild): { bytes: number; files: Packed[] } {
  const target = join(out, 'iview')
  rmSync(target, { recursive: true, force: true })
  const folders = neededFolders(out, iview)
  for (const folder of folders) copyComponent(iview, folder, target)
  // One script has the licence for all of them.
  if (folders[0]) addLicence(join(target, folders[0], 'index.js'), join(iview, '..'))

  const files = packedFiles(out, projectConfig)
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  if (bytes > packageLimit) {
    const largest = files.slice(0, 5).map((one) => `${one.file} ${one.bytes}`)
    throw new Error(`the mini-program has ${bytes} bytes, ${packageLimit} are allowed: ${largest.join(', ')}`)
  }
  return { bytes, files }
}

/** The folders keep their places: iView's components know one another by relative paths. */
function copyComponent(iview: string, folder: string, target: string): void {
  mkdirSync(join(target, folder), { recursive: true })
  for (const name of readdirSync(join(iview, folder))) {
    const file = `${folder}/${name}`
    const mended = mend(file, readFileSync(join(iview, file), 'utf8'))
    writeFileSync(join(target, file), name.endsWith('.wxss') ? tint(mended) : mended)
  }
}
