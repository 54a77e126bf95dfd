import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'

/** A wall: what a file in this folder may import, and what lint refuses it. */
interface Wall {
  in: string
  refused: string[]
  allowed: string[]
}

const adapters = (up: string) => [
  `${up}store/sqlite/open`,
  `${up}store/mongo/open`,
  `${up}state/memory`,
  `${up}state/redis/open`,
  `${up}storage`,
  'mongoose',
  'ioredis',
  'libsql',
]

const walls: Wall[] = [
  {
    in: 'miniprogram/protocol',
    refused: ['../session/session', 'ws', '@noble/ciphers/aes.js'],
    allowed: ['./limits'],
  },
  {
    in: 'miniprogram/session',
    refused: [
      '../messages/line',
      '../stores/drafts',
      '../platform/socket',
      '../api/http',
      '../sealing/gcm',
      '../app/index',
    ],
    allowed: ['./ports', '../protocol/index'],
  },
  {
    in: 'miniprogram/messages',
    refused: [
      '../session/outbox',
      '../stores/history-cache',
      '../rooms/room',
      '../lib/when',
      '../i18n/index',
    ],
    allowed: ['./line', '../protocol/index'],
  },
  {
    in: 'miniprogram/rooms',
    refused: ['../stores/drafts', '../api/rooms', '../platform/clock', '../app/index', '../i18n/index'],
    allowed: ['./room', '../session/session', '../messages/line', '../protocol/index'],
  },
  {
    in: 'miniprogram/api',
    refused: ['../stores/drafts', '../rooms/room', '../platform/request', '../app/index'],
    allowed: ['./http', '../protocol/index', '../session/refused', '../sealing/gcm'],
  },
  {
    in: 'miniprogram/sealing',
    refused: ['../platform/seal', '../stores/drafts', '../api/http', 'ws'],
    allowed: ['./gcm', '../protocol/index', '../session/ports', '@noble/ciphers/aes.js', 'jsencrypt'],
  },
  {
    in: 'miniprogram/stores',
    refused: [
      '../app/index',
      '../platform/storage',
      '../ui/dialogs',
      '../navigation/go',
      '../pages/home/home',
    ],
    allowed: ['../api/rooms', '../session/ports', '../messages/line', '../protocol/index'],
  },
  {
    in: 'miniprogram/lib',
    refused: ['../app/index', '../platform/clock', '../ui/dialogs', '../api/http', '../navigation/go'],
    allowed: ['./own', '../i18n/index'],
  },
  {
    in: 'miniprogram/platform',
    refused: [
      '../app/build-services',
      '../stores/drafts',
      '../rooms/room',
      '../ui/dialogs',
      '../pages/home/home',
    ],
    allowed: ['./clock', '../session/ports', '../protocol/index'],
  },
  {
    in: 'miniprogram/app',
    refused: ['../pages/home/home', '../ui/dialogs', '../navigation/go', '../components/composer/composer'],
    allowed: ['../platform/wechat', '../rooms/room', '../session/session'],
  },
  ...['pages/home', 'components/composer'].map((folder) => ({
    in: `miniprogram/${folder}`,
    refused: ['../../session/connection', '../../api/http', '../../platform/socket'],
    allowed: ['../../app/index', '../../session/refused', '../../platform/player', '../../ui/dialogs'],
  })),
  {
    in: 'server/chat/live',
    refused: [
      '../../gateway/port',
      '../../http/http',
      '../../wire/frames',
      '../../config/settings',
      ...adapters('../../'),
      'ws',
      'fastify',
    ],
    allowed: ['../ports', '../../store/store', '../../state/state', '#protocol'],
  },
  {
    in: 'server/gateway',
    refused: ['../http/http', '../media/passes', '../config/settings', ...adapters('../'), 'fastify'],
    allowed: ['../chat/ports', '../wire/frames', '../state/state', 'ws'],
  },
  {
    in: 'server/wire',
    refused: [
      '../gateway/port',
      '../http/http',
      '../store/store',
      '../state/state',
      ...adapters('../'),
      'ws',
    ],
    allowed: ['../chat/ports', '#protocol', 'lru-cache'],
  },
  ...['http', 'accounts', 'wechat'].map((folder) => ({
    in: `server/${folder}`,
    refused: ['../gateway/port', '../config/settings', ...adapters('../'), 'ws'],
    allowed: ['../chat/people', '../store/store', '../state/state'],
  })),
  {
    in: 'server/media',
    refused: ['../gateway/port', '../http/http', ...adapters('../'), 'ws', 'fastify'],
    allowed: ['../store/store', '../store/uploads', 'sharp'],
  },
  ...['store/sqlite', 'state/redis'].map((folder) => ({
    in: `server/${folder}`,
    refused: [
      '../../chat/ports',
      '../../gateway/port',
      '../../http/http',
      '../../accounts/guest',
      '../../config/settings',
      '../../app',
      'ws',
    ],
    allowed: ['../../store/store', '../../state/state', '#protocol'],
  })),
]

/** Folders of the client in which WeChat itself is not called. */
const withoutWx = [
  'session',
  'messages',
  'rooms',
  'api',
  'sealing',
  'stores',
  'uploads',
  'lib',
  'i18n',
  'app',
  'protocol',
]
const withWx = ['platform', 'ui', 'navigation', 'pages/home', 'components/composer']

interface Finding {
  category: string
  location: { path: string; start: { line: number } }
}

/** What lint finds in these files, by the project's own rules. */
function lint(files: Record<string, string>): Finding[] {
  const dir = mkdtempSync(join(tmpdir(), 'walls-'))
  try {
    cpSync('biome.json', join(dir, 'biome.json'))
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, file)), { recursive: true })
      writeFileSync(join(dir, file), text)
    }
    const rules = ['style/noRestrictedImports', 'style/noRestrictedGlobals', 'suspicious/noImportCycles']
    const options = [
      '--vcs-enabled=false',
      '--reporter=json',
      '--max-diagnostics=none',
      ...rules.map((rule) => `--only=${rule}`),
    ]
    return (
      JSON.parse(run(resolve('node_modules/.bin/biome'), ['lint', ...options, '.'], dir)) as {
        diagnostics: Finding[]
      }
    ).diagnostics
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** What a program prints, whether or not it found anything. */
function run(program: string, options: string[], cwd: string): string {
  try {
    return execFileSync(program, options, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

const importing = (names: string[]) =>
  names.map((name, at) => `import type { A${at} } from '${name}'`).join('\n')
const linesOf = (findings: Finding[], file: string, rule: string) =>
  findings
    .filter(({ category, location }) => location.path === file && category === `lint/${rule}`)
    .map(({ location }) => location.start.line)
    .sort((one, other) => one - other)

describe('lint', () => {
  let findings: Finding[] = []

  beforeAll(() => {
    const files: Record<string, string> = {
      'miniprogram/lib/one.ts': "import type { Two } from './two'\nexport type One = Two\n",
      'miniprogram/lib/two.ts': "import type { One } from './one'\nexport type Two = One\n",
    }
    for (const { in: folder, refused, allowed } of walls)
      files[`${folder}/probe.ts`] = importing([...refused, ...allowed])
    for (const folder of [...withoutWx, ...withWx]) files[`miniprogram/${folder}/calls.ts`] = 'wx.login()\n'
    findings = lint(files)
  })

  it.each(walls)('holds the wall around $in', ({ in: folder, refused }) => {
    const lines = linesOf(findings, `${folder}/probe.ts`, 'style/noRestrictedImports')
    expect(lines).toEqual(refused.map((_, at) => at + 1))
  })

  it.each(withoutWx)('lets nobody call WeChat in miniprogram/%s', (folder) => {
    expect(linesOf(findings, `miniprogram/${folder}/calls.ts`, 'style/noRestrictedGlobals')).toEqual([1])
  })

  it.each(withWx)('lets miniprogram/%s call WeChat', (folder) => {
    expect(linesOf(findings, `miniprogram/${folder}/calls.ts`, 'style/noRestrictedGlobals')).toEqual([])
  })

  it('finds a cycle of two files that import types alone', () => {
    expect(linesOf(findings, 'miniprogram/lib/one.ts', 'suspicious/noImportCycles')).toEqual([1])
  })
})
