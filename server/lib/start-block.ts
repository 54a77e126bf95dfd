import encodeQr from 'qr'
import type { Settings } from '../config/settings'

/** The base addresses of the two ports, as http. */
interface Addresses {
  group: string
  direct: string
}

type Language = 'en' | 'zh'

type Place = Pick<Settings, 'host' | 'publicUrl' | 'dataDir' | 'mongodbUrl'>

const words = {
  en: {
    open: 'The chat room is open.',
    here: 'On this computer',
    phones: 'On phones',
    phonesClosed: 'not yet: start with HOST=0.0.0.0 npm start, then phones in your network reach it',
    noNetwork: 'this computer is in no network now',
    outside: 'For everybody',
    https: 'Needs https',
    httpsWhat: 'recording voice and scanning codes, on any device but this computer (browsers ask for it)',
    stop: 'Stop',
    stopHow: 'Ctrl+C',
    afresh: 'Begin afresh',
    afreshHow: (dir: string) => `stop, then remove the folder ${dir}: every account and message is gone`,
    sockets: 'Sockets',
  },
  zh: {
    open: '聊天室已启动。',
    here: '本机',
    phones: '手机',
    phonesClosed: '暂不可用：用 HOST=0.0.0.0 npm start 启动后，同一网络中的手机即可访问',
    noNetwork: '本机目前不在任何网络中',
    outside: '公开地址',
    https: '需要 https',
    httpsWhat: '在本机以外的设备上录音、扫码（浏览器的要求）',
    stop: '停止',
    stopHow: 'Ctrl+C',
    afresh: '重新开始',
    afreshHow: (dir: string) => `停止后删除目录 ${dir}：所有账号和消息都会消失`,
    sockets: '套接字',
  },
} satisfies Record<Language, object>

/** The language of a terminal, as its environment names it (POSIX: `LC_ALL` goes before `LC_MESSAGES` before `LANG`). */
export function terminalLanguage(env: Record<string, string | undefined>): Language {
  const name = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return /^zh/i.test(name) ? 'zh' : 'en'
}

/**
 * What a terminal reads at the start, in one block: where to go, where phones go (with a QR code when they can), what
 * needs https, how to stop, and how to begin afresh. `network`: the address of this machine in its network, if it has one.
 */
export function startBlock(
  addresses: Addresses,
  place: Place,
  language: Language,
  network: string | undefined,
): string {
  const said = words[language]
  const isOpen = !isLocal(place.host)
  const phones = isOpen ? asSeenFrom(addresses.group, network) : undefined
  const shared = place.publicUrl || phones
  const rows: Array<[string, string] | undefined> = [
    isEverywhere(place.host) || isLocal(place.host)
      ? [said.here, asSeenFrom(addresses.group, '127.0.0.1')]
      : undefined,
    [said.phones, phones ?? (isOpen ? said.noNetwork : said.phonesClosed)],
    place.publicUrl ? [said.outside, place.publicUrl] : undefined,
    place.publicUrl.startsWith('https:') ? undefined : [said.https, said.httpsWhat],
    [said.sockets, `${socketOf(addresses.group)}/group  ${socketOf(addresses.direct)}/direct`],
    [said.stop, said.stopHow],
    place.mongodbUrl ? undefined : [said.afresh, said.afreshHow(place.dataDir)],
  ]
  const block = `\n  ${said.open}\n\n${table(rows.filter((row) => row !== undefined))}\n`
  return shared ? `${block}\n${codeOf(shared)}\n` : block
}

function table(rows: Array<[string, string]>): string {
  const width = Math.max(...rows.map(([name]) => columnsOf(name)))
  return rows.map(([name, text]) => `  ${name}${' '.repeat(width - columnsOf(name))}   ${text}\n`).join('')
}

/** Columns of a terminal that a text takes: letters of Chinese take two. */
function columnsOf(text: string): number {
  return text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0)
}

/** A QR code in bright white on black, whatever the colours of the terminal are: cameras want it so. */
function codeOf(address: string): string {
  const lines = encodeQr(address, 'ascii').trimEnd().split('\n')
  return lines.map((line) => `\x1b[97;40m${line}\x1b[0m`).join('\n')
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

/** The address with another host, where its own only says that the server listens everywhere. */
function asSeenFrom(address: string, host: string): string
function asSeenFrom(address: string, host: string | undefined): string | undefined
function asSeenFrom(address: string, host: string | undefined): string | undefined {
  const url = new URL(address)
  if (!['0.0.0.0', '[::]'].includes(url.hostname)) return address
  return host && `${url.protocol}//${host}:${url.port || '80'}`
}

function socketOf(address: string): string {
  return asSeenFrom(address, '127.0.0.1').replace('http', 'ws')
}
