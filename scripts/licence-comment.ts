import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { licenceFiles } from './notices/texts'

/**
 * Adds the licence of an installed package to a script that holds its code. DevTools uploads files of a few kinds
 * alone, and a LICENSE is none of them; its terms have to go where the code goes.
 */
export function addLicence(script: string, folder: string): void {
  // At the end: DevTools drops a comment before a first line that it rewrites.
  appendFileSync(script, licenceComment(folder))
}

/** Name, version and licence of a package, as a comment that minifiers keep. */
function licenceComment(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license: string
  }
  const texts = licenceFiles(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  const text = texts.join('\n').replaceAll('\r', '').replaceAll('*/', '* /').trim()
  return `/*! ${name} ${version}, ${license}\n${text}\n*/\n`
}
