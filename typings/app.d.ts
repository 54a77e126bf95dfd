/** The app instance of this program, as `getApp()` gives it. The web room reads it as well. */
interface AppInstance {
  /** The number of unread messages: the listener is called at once, and again whenever the number changes. */
  unread: { subscribe(listener: (count: number) => void): unknown }
  /** Whether something would be lost if the program ended now: the listener is called at once, and with each change. */
  unsaved: { subscribe(listener: (isUnsaved: boolean) => void): unknown }
  /** The language chosen in the app, if any: the listener is called at once, and again after each choice. */
  settings: { subscribe(listener: (chosen: { language?: string }) => void): unknown }
  /** The web room calls it when another window has changed an entry of the storage; without `key` all of it. */
  onStorageChange(key: string | undefined): void
}
