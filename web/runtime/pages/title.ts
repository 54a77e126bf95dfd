let text = ''
let count = 0

/** The title of the window: that of the page, behind the number of unread messages. */
export function setTitle(pageTitle: string): void {
  text = pageTitle
  show()
}

/** Shows the app's `unread`, where it has one, in the title and on the icon of an installed app. */
export function followUnread(app: Partial<AppInstance>): void {
  app.unread?.subscribe((now) => {
    count = now
    show()
    // Missing in Firefox, and refused in a tab: the title shows the number as well.
    void (now > 0 ? navigator.setAppBadge?.(now) : navigator.clearAppBadge?.())?.catch(() => undefined)
  })
}

function show(): void {
  const number = count > 99 ? '99+' : String(count)
  document.title = count > 0 ? `(${number}) ${text}` : text
}
