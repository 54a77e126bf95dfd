/** The page that a code opens, in the mini-program and in the web room. */
export const invitePage = 'pages/group-room/group-room'

/** Where an invitation leads: `code` is needed to become a member, but in the lobby. */
export interface Invite {
  room: string
  code?: string
}

/** The address in the web room, below `base`, that opens a room for whoever scans it. */
export function inviteAddress(base: string, invite: Invite): string {
  return `${base.replace(/\/+$/, '')}/#/${invitePage}?${new URLSearchParams({ ...invite })}`
}

/** What a mini-program code tells the page; WeChat allows 32 characters. */
export function inviteScene({ room, code }: Invite): string {
  return code === undefined ? `r=${room}` : `c=${code}`
}
