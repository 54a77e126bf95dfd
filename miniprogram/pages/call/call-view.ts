import { type Call, isOfGroup } from '../../calls/call'
import { t } from '../../i18n/index'
import { endInWords } from '../../lib/call-in-words'
import { talkLength } from '../../lib/talk-length'
import type { Person } from '../../protocol/index'
import { ownPicture, type Tile, tilesOf } from './tiles'

/** A call as its page shows it. */
export interface ShownCall {
  /** `none`: there is none. */
  is: 'none' | 'ringing' | 'talk' | 'ended'
  isGroup: boolean
  isVideo: boolean
  /** Whom one talks with. */
  name: string
  person: Person
  /** How it stands, in words; empty while all is well. */
  words: string
  tiles: readonly Tile[]
  /** One's own picture, small; empty where there is none. */
  own: string
  muted: boolean
  camera: boolean
  screen: boolean
  /** Something else than a voice is to be given or taken. */
  isOpen: boolean
  /** Pictures are to be seen: they want room. */
  isWide: boolean
  /** How the parts of the page are laid out: by how many they are, or `shared` around a screen. */
  layout: '1' | '2' | '3' | '4' | 'many' | 'shared'
  /** That it can be tried again. */
  canRepeat: boolean
}

export interface Around {
  me: Person | undefined
  /** What the room of a group is called. */
  roomName: string
  /** Whether the own line to the server is there. */
  isConnected: boolean
}

const nobody: Person = { id: '', name: '', avatar: '' }

export const noCall: ShownCall = {
  is: 'none',
  isGroup: false,
  isVideo: false,
  name: '',
  person: nobody,
  words: '',
  tiles: [],
  own: '',
  muted: false,
  camera: false,
  screen: false,
  isOpen: false,
  isWide: false,
  layout: '1',
  canRepeat: false,
}

export function shownCall(call: Call, around: Around): ShownCall {
  const { peer, sharing } = call
  const is = call.is === 'ringing' || call.is === 'ended' ? call.is : 'talk'
  const tiles = is === 'talk' ? tilesOf(call, around.me) : []
  const own = is === 'talk' ? ownPicture(call) : ''
  // Of a call that was begun elsewhere it is not known yet with whom it is.
  const isGroup = peer === undefined && (call.id === '' || isOfGroup(call.id))
  return {
    is,
    isGroup,
    isVideo: call.media === 'video',
    name: peer?.name ?? around.roomName,
    person: peer ?? { ...nobody, id: call.room, name: around.roomName },
    words: wordsOf(call, around),
    tiles,
    own,
    ...sharing,
    isOpen: call.is === 'talking',
    isWide: own !== '' || tiles.some(({ stream }) => stream !== '') || tiles.length > 2,
    layout: layoutOf(tiles),
    canRepeat: call.is === 'ended' && peer !== undefined && call.end?.why !== 'elsewhere',
  }
}

function layoutOf(tiles: readonly Tile[]): ShownCall['layout'] {
  if (tiles.some(({ isScreen }) => isScreen)) return 'shared'
  const few = (['1', '1', '2', '3', '4'] as const)[tiles.length]
  return few ?? 'many'
}

/** How long one has talked, as it stands above the call. `now`: by the server's clock. */
export function timeOf(call: Call | undefined, now: number): string {
  return call?.is === 'talking' && call.since > 0 ? talkLength((now - call.since) / 1_000) : ''
}

function wordsOf(call: Call, { isConnected, me }: Around): string {
  if (call.end) return endInWords(call.end)
  if (call.is === 'ringing') return t(call.media === 'video' ? 'call.video' : 'call.voice')
  if (call.is === 'calling') return t(call.id === '' ? 'call.starting' : 'call.calling')
  if (call.is === 'joining') return t('call.joining')
  if (!isConnected) return t('call.line-lost')
  return call.peer ? wordsOfTwo(call) : wordsOfGroup(call, me)
}

function wordsOfTwo({ peer, people, view }: Call): string {
  if (people.some(({ person, away }) => person.id === peer?.id && away)) return t('call.away')
  const seen = view?.others[0]
  if (seen?.line !== 'connected') return t('call.joining')
  // Pictures that are not sent so that the voice comes through are told of in the same words.
  if (seen.quality === 'bad' || seen.soundOnly) return t('call.bad')
  return seen.quality === 'poor' ? t('call.poor') : ''
}

function wordsOfGroup({ people, view }: Call, me: Person | undefined): string {
  if (people.every(({ person }) => person.id === me?.id)) return t('call.alone')
  const lines = (view?.others ?? []).filter(({ line }) => line === 'connected')
  if (lines.length > 0 && lines.every(({ quality }) => quality === 'bad')) return t('call.bad')
  return ''
}
