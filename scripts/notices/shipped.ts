import { readFileSync } from 'node:fs'

/** A package of which something is given out: with the server, in the web room or in the mini-program. */
export interface Shipped {
  name: string
  version: string
  /** As the lock file has it, in the words of SPDX. */
  licence: string
  /** Where it lies once it is installed. */
  folder: string
  /** Whether it may be missing on some machine; then nothing is read of it. */
  optional: boolean
}

interface Locked {
  version: string
  license?: string
  dev?: boolean
  optional?: boolean
  optionalDependencies?: Record<string, string>
}

/**
 * Packages of development that are found in what is built: those that are bundled or copied, then those that write
 * some code of their own into their output.
 */
export const builtIn = [
  '@breezystack/lamejs',
  'glass-easel',
  'glass-easel-miniprogram-adapter',
  'iview-weapp',
  'esbuild',
  'glass-easel-template-compiler',
  'javascript-obfuscator',
]

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Locked>
}

/** Every package that is shipped, by name and version, each once. */
export function shippedPackages(): Shipped[] {
  const wanted = Object.entries(packages).filter(
    ([folder, { dev }]) => folder !== '' && (!dev || builtIn.includes(nameOf(folder))),
  )
  const all = wanted.map(([folder, { version, license = 'unknown', optional = false }]) => {
    return { name: nameOf(folder), version, licence: license, folder, optional }
  })
  const once = new Map(all.map((one) => [`${one.name}@${one.version}`, one]))
  return [...once.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, shipped]) => shipped)
}

/** The package that chooses among optional ones, one for each kind of machine, and that is always there. */
export function chooserOf({ name }: Shipped): string | undefined {
  return Object.entries(packages).find(
    ([folder, { optional, optionalDependencies = {} }]) =>
      folder !== '' && !optional && name in optionalDependencies,
  )?.[0]
}

export function licenceIn(folder: string): string | undefined {
  return packages[folder]?.license
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
}
