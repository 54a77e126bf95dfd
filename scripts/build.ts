import { resolve } from 'node:path'
import { buildMiniprogram, packageLimit } from './build-miniprogram'
import { buildServer } from './build-server'
import { appLimit, buildWebRoom, latePages } from './build-web'
import { packagesForWechat } from './packages-for-wechat'

await buildServer()

const miniprogram = resolve('miniprogram')
await packagesForWechat(miniprogram)
const { bytes, files } = buildMiniprogram({ out: miniprogram })
process.stdout.write(`mini-program: ${bytes} bytes in ${files.length} files, ${packageLimit} are allowed\n`)

const { appBytes } = await buildWebRoom({ miniprogram, out: resolve('dist/web'), late: latePages })
process.stdout.write(`web room: app.js has ${appBytes} bytes gzipped, ${appLimit} are allowed\n`)
