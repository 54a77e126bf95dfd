import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { addLicence } from './licence-comment'

/** What the mini-program takes of npm packages: the file by which it asks, and what it needs of it. */
const taken = {
  'jsencrypt/index.js': "export { JSEncrypt } from 'jsencrypt'",
  '@noble/ciphers/aes.js': "export { gcm } from '@noble/ciphers/aes.js'",
  '@noble/hashes/sha2.js': "export { sha256 } from '@noble/hashes/sha2.js'",
}

/** Where WeChat looks for npm packages. */
export const packagesFolder = 'miniprogram_npm'

/**
 * Puts the npm packages that the mini-program uses into `out/miniprogram_npm`, as WeChat DevTools would by "build npm", but
 * no more of them than is used, and from the sources of jsencrypt, whose built file has a default export of another shape.
 */
export async function packagesForWechat(out: string): Promise<void> {
  const folder = join(out, packagesFolder)
  rmSync(folder, { recursive: true, force: true })
  for (const [file, contents] of Object.entries(taken)) {
    const script = join(folder, file)
    await build({
      stdin: { contents, resolveDir: '.', loader: 'js' },
      outfile: script,
      bundle: true,
      minify: true,
      format: 'cjs',
      target: 'es2018',
      mainFields: ['module', 'main'],
      // The licence has it all.
      legalComments: 'none',
      logLevel: 'warning',
    })
    addLicence(script, join('node_modules', dirname(file)))
  }
}
