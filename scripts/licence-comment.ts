import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { licenceFiles } from './notices/texts'

/**
 * Name, version and licence of an installed package, as a comment for its script that minifiers keep. DevTools uploads
 * files of a few kinds alone, and a LICENSE is none of them; its terms have to go where the code goes.
 */
export function licenceComment(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license: string
  }
  const texts = licenceFiles(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  const text = texts.join('\n').replaceAll('\r', '').replaceAll('*/', '* /').trim()
  return `/*! ${name} ${version}, ${license}\n${text}\n*/\n`
}
