import obfuscator from 'javascript-obfuscator'

/**
 * What runs in WeChat, where code generation is forbidden and `window` is not there: presets, `selfDefending`,
 * `debugProtection`, `disableConsoleOutput`, `domainLock` and the target `browser` do not. Property names stay, for pages are
 * known by theirs.
 */
const options = {
  target: 'browser-no-eval',
  compact: true,
  renameProperties: false,
  stringArray: true,
  stringArrayEncoding: ['base64'],
  stringArrayThreshold: 0.75,
  splitStrings: true,
  splitStringsChunkLength: 12,
  // The same release twice is the same to the byte.
  seed: 1,
} as const

/** A script that does the same and is hard to read. */
export function obfuscate(script: string): string {
  return obfuscator
    .obfuscate(script, { ...options, stringArrayEncoding: [...options.stringArrayEncoding] })
    .getObfuscatedCode()
}
