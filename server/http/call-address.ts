/**
 * The address in the web room, below `base`, that joins a call with a ticket. It stands behind the `#`: so no server and no proxy sees
 * it, nor the page that it leads on to.
 */
export function callAddress(base: string, parts: { call: string; ticket: string }): string {
  return `${base}/#/pages/call/call?${new URLSearchParams({ ...parts })}`
}
