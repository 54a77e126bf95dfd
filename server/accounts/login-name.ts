const shape = /^[A-Za-z0-9_.-]{3,32}$/

/** Whether a text can be a login name: 3 to 32 letters, digits or `_.-`. */
export function isLoginName(text: string): boolean {
  return shape.test(text)
}
