import Bowser from 'bowser'

/** Characters of a `User-Agent` that are looked at; real ones have up to some 400. */
const agentLength = 1_024
const labelLength = 60

/**
 * A short label of the device that a `User-Agent` tells of, such as "Chrome · Windows"; '' when it tells of none.
 * WeChat's own names `MicroMessenger` beside the system, in its browser as in a mini-program, on phones and desktops.
 */
export function deviceOf(userAgent: string | undefined): string {
  if (!userAgent) return ''
  const { browser, os, platform } = Bowser.parse(userAgent.slice(0, agentLength))
  // Apple's phones and tablets are known by their name; of others the model says little.
  const machine = platform.vendor === 'Apple' && platform.model ? platform.model : os.name
  const label = [browser.name, machine].filter((part) => part !== undefined && part !== '').join(' · ')
  return Array.from(label).slice(0, labelLength).join('')
}
