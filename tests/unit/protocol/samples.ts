import type { ClientFrame, ClientFrameType, Port, ServerFrame, ServerFrameType } from '#protocol'
import { clientFrames } from '#protocol'

type FrameFor<T extends ClientFrameType> = Extract<ClientFrame, { type: T }>

/** A valid frame of every type that a client sends, with every field filled in. */
export const clientSamples: { [T in ClientFrameType]: FrameFor<T> } = {
  heartbeat: { type: 'heartbeat', id: 'f1' },
  enter: { type: 'enter', id: 'f1', room: 'lobby', since: 7 },
  leave: { type: 'leave', id: 'f1', room: 'lobby' },
  say: {
    type: 'say',
    id: 'f1',
    room: 'lobby',
    kind: 'text',
    body: 'hello',
    reply: 3,
    mentions: ['ann', 'bo'],
  },
  recall: { type: 'recall', id: 'f1', room: 'lobby', seq: 3 },
  edit: { type: 'edit', id: 'f1', room: 'lobby', seq: 3, body: 'hello again' },
  react: { type: 'react', id: 'f1', room: 'lobby', seq: 3, emoji: '👍', on: true },
  pin: { type: 'pin', id: 'f1', room: 'lobby', seq: 3, on: true },
  history: { type: 'history', id: 'f1', room: 'lobby', before: 9, after: 2, around: 5, limit: 20 },
  reactors: { type: 'reactors', id: 'f1', room: 'lobby', seq: 3, emoji: '👍', after: 'ann' },
  read: { type: 'read', id: 'f1', room: 'lobby', seq: 3 },
  typing: { type: 'typing', id: 'f1', room: 'lobby' },
  members: { type: 'members', id: 'f1', room: 'lobby', after: 'ann', limit: 20, online: true, name: '张' },
  create: { type: 'create', id: 'f1', name: 'Tea house' },
  join: { type: 'join', id: 'f1', code: 'TEA123' },
  quit: { type: 'quit', id: 'f1', room: 'tea' },
  rename: { type: 'rename', id: 'f1', room: 'tea', name: '茶馆' },
  recode: { type: 'recode', id: 'f1', room: 'tea' },
  appoint: { type: 'appoint', id: 'f1', room: 'tea', person: 'bo' },
  remove: { type: 'remove', id: 'f1', room: 'tea', person: 'bo' },
  barred: { type: 'barred', id: 'f1', room: 'tea', after: 'ann' },
  allow: { type: 'allow', id: 'f1', room: 'tea', person: 'bo' },
  dissolve: { type: 'dissolve', id: 'f1', room: 'tea' },
  link: { type: 'link', id: 'f1', to: 'bo', note: 'A word?' },
  connect: { type: 'connect', id: 'f1', link: 'k1' },
  decline: { type: 'decline', id: 'f1', link: 'k1' },
  unlink: { type: 'unlink', id: 'f1', link: 'k1' },
  block: { type: 'block', id: 'f1', person: 'bo' },
  unblock: { type: 'unblock', id: 'f1', person: 'bo' },
}

/** A port that takes frames of this type. */
export function portOf(type: ClientFrameType): Port {
  return type in clientFrames.group ? 'group' : 'direct'
}

const person = { id: 'ann', name: 'Ann', avatar: '' }
const message = {
  seq: 3,
  id: 'm1',
  from: person,
  kind: 'text' as const,
  body: 'hello',
  time: 1_760_000_000_000,
  reply: 2,
  mentions: ['bo'],
  edited: 5,
  reactions: { version: 2, counts: [{ emoji: '👍', count: 2 }], mine: ['👍'] },
}
const time = message.time

/** A valid frame of every type that the server sends, with every field filled in. */
export const serverSamples: { [T in ServerFrameType]: Extract<ServerFrame, { type: T }> } = {
  heartbeat: { type: 'heartbeat', id: 'f1', time, tops: { lobby: 3, tea: 0 } },
  entered: {
    type: 'entered',
    id: 'f1',
    room: 'lobby',
    top: 3,
    online: 2,
    messages: [message],
    complete: true,
    read: 2,
    peerRead: 1,
    pinned: { version: 2, seqs: [3] },
    editMs: 900_000,
  },
  left: { type: 'left', id: 'f1', room: 'lobby', person },
  accepted: { type: 'accepted', id: 'f1', room: 'lobby', seq: 3, time },
  refused: {
    type: 'refused',
    id: 'f1',
    of: 'say',
    room: 'lobby',
    code: 'too-fast',
    message: 'Wait.',
    retryAfter: 50,
  },
  said: { type: 'said', room: 'lobby', ...message },
  page: { type: 'page', id: 'f1', room: 'lobby', messages: [message], more: false, moreAfter: true },
  reactors: {
    type: 'reactors',
    id: 'f1',
    room: 'lobby',
    seq: 3,
    emoji: '👍',
    people: [person],
    more: false,
  },
  read: { type: 'read', id: 'f1', room: 'lobby', person: 'ann', seq: 3 },
  typing: { type: 'typing', room: 'lobby', person },
  presence: { type: 'presence', room: 'lobby', online: 2, joined: [person], left: [] },
  members: {
    type: 'members',
    id: 'f1',
    room: 'lobby',
    members: [{ person, role: 'owner', online: true }],
    more: false,
  },
  news: {
    type: 'news',
    room: 'lobby',
    last: message,
    also: [{ seq: 6, from: 'bo', recalls: 2, quiet: true }],
  },
  profile: { type: 'profile', person },
  room: {
    type: 'room',
    id: 'f1',
    room: {
      id: 'tea',
      kind: 'group',
      name: 'Tea house',
      role: 'owner',
      members: 2,
      top: 3,
      read: 2,
      unread: 1,
      code: 'TEA123',
      peer: person,
      last: message,
    },
  },
  renamed: { type: 'renamed', room: 'tea', name: 'Coffee house', code: 'TEA124' },
  member: { type: 'member', id: 'f1', room: 'tea', person, role: 'none' },
  barred: { type: 'barred', id: 'f1', room: 'tea', people: [person], more: true },
  allowed: { type: 'allowed', id: 'f1', room: 'tea', person: 'bo' },
  gone: { type: 'gone', id: 'f1', room: 'tea', reason: 'removed' },
  asked: { type: 'asked', id: 'f1', link: 'k1', to: person, note: '', time },
  linked: { type: 'linked', link: 'k1', from: person, note: 'A word?', time },
  connected: { type: 'connected', id: 'f1', link: 'k1', room: 'talk', peer: person },
  declined: { type: 'declined', id: 'f1', link: 'k1', peer: person },
  unlinked: { type: 'unlinked', id: 'f1', link: 'k1', peer: person },
  blocked: { type: 'blocked', id: 'f1', person: 'bo', blocked: true },
  contact: { type: 'contact', person, online: false },
}
