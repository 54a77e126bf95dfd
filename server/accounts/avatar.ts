import { limits } from '#protocol'

const media = /^\/media\/[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/
/** One of the pictures that every client brings along. */
const preset = /^preset:(?:[1-9]|1\d|2[0-4])$/

/** Whether an avatar may be kept: none, a preset, an uploaded picture, or an https address elsewhere. */
export function isAvatar(avatar: string): boolean {
  if (avatar === '') return true
  if (avatar.length > limits.avatarLength) return false
  return preset.test(avatar) || media.test(avatar) || isHttps(avatar)
}

function isHttps(address: string): boolean {
  // Blanks, quotes and control characters are repaired by the parser but not by every client.
  if (!/^https:\/\/[\x21\x23-\x26\x28-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]+$/.test(address)) return false
  if (!URL.canParse(address)) return false
  const { username, password } = new URL(address)
  return username === '' && password === ''
}
