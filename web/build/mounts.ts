import { join, relative } from 'node:path'

/** Where the files of a mini-program stand on disk: its own folder, and `/iview`, which is a package. */
export interface Mounts {
  miniprogram: string
  iview: string
}

/** The disk path of a mini-program path such as `pages/home/home` or `iview/button/index`. */
export function onDisk(mounts: Mounts, path: string): string {
  if (path === 'iview' || path.startsWith('iview/')) return join(mounts.iview, path.slice('iview'.length))
  return join(mounts.miniprogram, path)
}

/** The mini-program path of a name written in the file at `from`: `/a/b` is absolute, all else relative. */
export function resolvePath(name: string, from: string): string {
  const steps = name.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const step of name.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}

export const isIview = (path: string): boolean => path.startsWith('iview/')

/** `file` relative to the current folder, for messages. */
export const shown = (file: string): string => relative(process.cwd(), file)
