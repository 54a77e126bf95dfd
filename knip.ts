import { readdirSync } from 'node:fs'
import type { KnipConfig } from 'knip'

/** WeChat finds the script of a page or component by its template, not by an import. */
const besideTemplates = readdirSync('miniprogram', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.wxml') && !path.startsWith('iview'))
  .map((path) => `miniprogram/${path.replace(/wxml$/, 'ts')}`)

export default {
  entry: [
    'server/main.ts',
    'server/move/main.ts',
    'server/backup/main.ts',
    'server/store/sqlite/thread.ts',
    'server/media/examining/main.ts',
    'miniprogram/app.ts',
    ...besideTemplates,
    'web/runtime/boot.ts',
    'scripts/*.ts',
    'bench/{servers,rivals}/*.ts',
    'bench/attacker.ts',
    'bench/uploader.ts',
    'bench/crowd.ts',
    'bench/seal-phone.ts',
    'tests/support/slow-examiner.ts',
    'tests/**/*.{test,e2e}.ts',
    'tests/{client/web,e2e}/vitest.config.ts',
  ],
  project: ['{server,miniprogram,web,scripts,bench,faults,tests}/**/*.ts'],
  // A mini-program of its own, which the tests of the web room build.
  ignore: ['tests/client/web/fixture/**'],
  // Copied into the mini-program, read as types, and run as programs: none of them is imported.
  ignoreDependencies: [
    'iview-weapp',
    'miniprogram-api-typings',
    'miniprogram-compiler',
    'miniprogram-simulate',
    // Of the package bench/rivals, which `npm run bench` installs.
    'socket.io',
  ],
  // Of Debian, or found on the machine: scripts/install-services.sh.
  ignoreBinaries: ['mongod', 'nginx', 'openssl', 'redis-server', 'script', 'turnserver', 'turnutils_uclient'],
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig
