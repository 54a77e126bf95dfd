import type { Setting } from './setting'
import { type Settings, table } from './settings'

export type Read = { settings: Settings } | { mistakes: string[] }

/** Reads every setting. All mistakes are told at once, each as a sentence that names its variable. */
export function readSettings(env: Record<string, string | undefined>): Read {
  const mistakes: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries<Setting<unknown>>(table)) {
    const given = env[setting.env]?.trim()
    const parsed = setting.parse(given === undefined || given === '' ? setting.fallback : given)
    if ('value' in parsed) values[name] = parsed.value
    else mistakes.push(mistake(setting, parsed.mustBe, given ?? ''))
  }
  if (mistakes.length > 0) return { mistakes }
  // Without a mistake every name of the table has the value that its own `parse` gave.
  const settings = values as Settings
  const found = contradictions(settings)
  return found.length > 0 ? { mistakes: found } : { settings }
}

function mistake({ env, secret }: Setting<unknown>, mustBe: string, given: string): string {
  return secret ? `${env} must be ${mustBe}.` : `${env} must be ${mustBe}; it is "${given}".`
}

function contradictions(settings: Settings): string[] {
  const found: string[] = []
  if ((settings.wechatAppid === '') !== (settings.wechatSecret === ''))
    found.push('WECHAT_APPID and WECHAT_SECRET must be set together.')
  const { s3Url, s3KeyId, s3Secret } = settings
  if (new Set([s3Url === '', s3KeyId === '', s3Secret === '']).size > 1)
    found.push('S3_URL, S3_KEY_ID and S3_SECRET must be set together.')
  const needsSecret = settings.turnUrls.some((one) => /^turn/i.test(one))
  if (needsSecret && settings.turnSecret === '')
    found.push('TURN_URLS names a TURN server, which takes nobody without TURN_SECRET.')
  if (!needsSecret && settings.turnSecret !== '')
    found.push('TURN_SECRET is of no use without a TURN server in TURN_URLS.')
  if (settings.groupPort !== 0 && settings.groupPort === settings.directPort)
    found.push('GROUP_PORT and DIRECT_PORT must be different.')
  return found
}
