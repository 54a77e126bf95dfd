import { join, resolve } from 'node:path'
import { buildWeb } from '../web/build/build'
import { buildMiniprogram, packageLimit } from './build-miniprogram'
import { buildServer } from './build-server'

await buildServer()

const miniprogram = resolve('miniprogram')
const { bytes, files } = buildMiniprogram({ out: miniprogram })
process.stdout.write(`mini-program: ${bytes} bytes in ${files.length} files, ${packageLimit} are allowed\n`)

// iView as the mini-program has it: only what is used, in the colours of the pages.
await buildWeb({ miniprogram, iview: join(miniprogram, 'iview'), out: resolve('dist/web'), compress: true })
