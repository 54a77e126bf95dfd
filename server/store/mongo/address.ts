/** The address without user, password and options, for the operator's eyes. */
export function shownMongo(url: string): string {
  // Behind the last @, for a password may hold anything.
  return url.slice(url.lastIndexOf('@') + 1).replace(/^mongodb(\+srv)?:\/\/|\?.*$/gs, '')
}
