/** Where a code leads: into a room, for which `code` is needed to become a member but in the lobby, or to a person. */
export type Invite = { room: string; code?: string } | { person: string }

/** The page that a code opens, in the mini-program and in the web room. */
export function invitePage(invite: Invite): string {
  return 'person' in invite ? 'pages/person/person' : 'pages/group-room/group-room'
}

/** The address in the web room, below `base`, that opens a room or a person when it is scanned. */
export function inviteAddress(base: string, invite: Invite): string {
  return `${base.replace(/\/+$/, '')}/#/${invitePage(invite)}?${new URLSearchParams({ ...invite })}`
}

/** What a mini-program code tells the page; WeChat allows 32 characters. */
export function inviteScene(invite: Invite): string {
  if ('person' in invite) return `u=${invite.person}`
  return invite.code === undefined ? `r=${invite.room}` : `c=${invite.code}`
}
