import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildWeb } from '../web/build/build'
import { writeRelease } from './release/write-release'

/**
 * `npm run release`: the mini-program as it is uploaded, in `dist/release`, and its proof: the very files run in the web room,
 * where people meet, talk, and their wire is looked at. `-- --unchecked` leaves the proof out.
 */
const out = resolve('dist/release')
const check = resolve('dist/release-check')
const release = await writeRelease(resolve('miniprogram'), out)
const { sourceBytes, scriptBytes, bytes, files } = release
process.stdout.write(`scripts: ${sourceBytes} bytes as written, ${scriptBytes} released\n`)
process.stdout.write(`package: ${bytes} bytes in ${files} files, in ${out}\n`)

if (!process.argv.includes('--unchecked')) {
  const miniprogram = join(out, 'miniprogram')
  await buildWeb({ miniprogram, iview: join(miniprogram, 'iview'), out: join(check, 'web') })
  cpSync('dist/server', join(check, 'server'), { recursive: true })
  const trials = ['tests/e2e/lobby.e2e.ts', 'tests/e2e/sealed.e2e.ts']
  const { status } = spawnSync(
    'npx',
    ['vitest', 'run', '--config', 'tests/e2e/vitest.config.ts', ...trials],
    {
      stdio: 'inherit',
      env: { ...process.env, SERVER_PROGRAM: join(check, 'server', 'main.js') },
    },
  )
  process.exitCode = status ?? 1
}
