import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Config {
  usingComponents?: Record<string, string>
}

const usedIn = (file: string): string[] =>
  Object.values((JSON.parse(readFileSync(file, 'utf8')) as Config).usingComponents ?? {})

/** The iView folders that a mini-program uses, those that they use themselves included: `button`, `icon`, … */
export function neededFolders(miniprogram: string, iview: string): string[] {
  const needed = new Set<string>()
  const take = (folder: string) => {
    if (needed.has(folder)) return
    needed.add(folder)
    for (const path of usedIn(join(iview, folder, 'index.json'))) take(folderOf(path))
  }
  const files = readdirSync(miniprogram, { recursive: true, encoding: 'utf8' })
  for (const file of files) {
    if (!file.endsWith('.json') || file.startsWith('iview')) continue
    for (const path of usedIn(join(miniprogram, file))) if (path.startsWith('/iview/')) take(folderOf(path))
  }
  return [...needed].sort()
}

/** `/iview/button/index` and `../button/index` both mean `button`. */
function folderOf(path: string): string {
  return path.split('/').at(-2) ?? path
}
