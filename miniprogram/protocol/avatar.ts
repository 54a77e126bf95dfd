/** Nothing, one of the 24 pictures that every client brings along, or a picture that was uploaded for it. */
export const avatarPattern = '^(?:|preset:(?:[1-9]|1\\d|2[0-4])|/media/avatars/[a-z0-9]{20})$'
const avatar = new RegExp(avatarPattern)

/**
 * Whether an avatar may be worn and shown. None leads to another server: whose it is would learn there who looks at it, when,
 * and from which address.
 */
export function isAvatar(text: string): boolean {
  return avatar.test(text)
}
