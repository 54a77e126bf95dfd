import lame from '@breezystack/lamejs'
import sharp from 'sharp'

type Format = 'png' | 'jpeg' | 'webp' | 'gif'

/** A picture of one colour. */
export function picture(format: Format = 'png', width = 60, height = 40): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#2a7' } })
    .toFormat(format)
    .toBuffer()
}

/** A picture that moves: each frame another grey. */
export function movingPicture(frames: number, side = 32, format: 'gif' | 'webp' = 'gif'): Promise<Buffer> {
  const greys = Array.from({ length: frames }, (_, at) => Buffer.alloc(side * side * 3, (at * 40) % 256))
  return sharp(Buffer.concat(greys), {
    raw: { width: side, height: side * frames, channels: 3, pageHeight: side },
  })
    .toFormat(format, { delay: 100 })
    .toBuffer()
}

const rate = 16_000

/** A hum as an MP3. */
export function mp3(seconds: number): Buffer {
  const encoder = new lame.Mp3Encoder(1, rate, 32)
  const samples = Int16Array.from({ length: rate * seconds }, (_, at) => 8_000 * Math.sin(at / 6))
  return Buffer.concat([encoder.encodeBuffer(samples), encoder.flush()].map((part) => Buffer.from(part)))
}

function box(type: string, ...content: Buffer[]): Buffer {
  const all = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(all.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, all])
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [at, value] of values.entries()) bytes.writeInt32BE(value | 0, at * 4)
  return bytes
}

const one = 0x10000
const upright = [one, 0, 0, 0, one, 0, 0, 0, 0x40000000]
const quarterTurn = [0, one, 0, -one, 0, 0, 0, 0, 0x40000000]

export interface Film {
  ms?: number
  width?: number
  height?: number
  turned?: boolean
  brand?: string
  /** `vide` or `soun`. */
  handler?: string
}

/** The head of a film, with nothing to see behind it: ISO/IEC 14496-12. */
export function mp4(film: Film = {}): Buffer {
  return Buffer.concat([brandBox(film.brand ?? 'isom'), media(), indexOf(film)])
}

function brandBox(brand: string): Buffer {
  return box('ftyp', Buffer.from(brand), numbers(512), Buffer.from(brand))
}

function media(): Buffer {
  return box('mdat', Buffer.alloc(64))
}

function indexOf(film: Film, ...more: Buffer[]): Buffer {
  const { ms = 2_500, width = 320, height = 180, turned = false, handler = 'vide' } = film
  const matrix = turned ? quarterTurn : upright
  const mvhd = box(
    'mvhd',
    numbers(0, 0, 0, 1_000, ms, one, 0x01000000, 0, 0, ...upright, 0, 0, 0, 0, 0, 0, 2),
  )
  const tkhd = box('tkhd', numbers(3, 0, 0, 1, 0, ms, 0, 0, 0, 0, ...matrix, width * one, height * one))
  const mdhd = box('mdhd', numbers(0, 0, 0, 1_000, ms, 0))
  const hdlr = box('hdlr', numbers(0, 0), Buffer.from(handler), numbers(0, 0, 0), Buffer.from([0]))
  const entry = handler === 'soun' ? soundEntry() : Buffer.alloc(0)
  const stsd = box('stsd', numbers(0, entry.length > 0 ? 1 : 0), entry)
  const empty = ['stts', 'stsc', 'stco'].map((type) => box(type, numbers(0, 0)))
  const stbl = box('stbl', stsd, ...empty, box('stsz', numbers(0, 0, 0)))
  const mdia = box('mdia', mdhd, hdlr, box('minf', stbl))
  return box('moov', mvhd, box('trak', tkhd, mdia), ...more)
}

function soundEntry(): Buffer {
  const head = Buffer.alloc(28)
  head.writeUInt16BE(1, 6)
  head.writeUInt16BE(1, 16)
  head.writeUInt16BE(16, 18)
  head.writeUInt16BE(rate, 24)
  return box('mp4a', head)
}

/** A film of one fragment whose sample does not say how long it lasts; `toldMs`: what `mehd` says of all of them. */
export function untimedFilm(toldMs?: number): Buffer {
  const mehd = toldMs === undefined ? [] : [box('mehd', numbers(0, toldMs))]
  const moov = indexOf({ ms: 0 }, box('mvex', ...mehd, box('trex', numbers(0, 1, 1, 0, 0, 0))))
  const traf = box('traf', box('tfhd', numbers(0x020000, 1)), box('trun', numbers(0, 1)))
  return Buffer.concat([brandBox('isom'), moov, box('moof', box('mfhd', numbers(0, 1)), traf), media()])
}

/** A film with so many boxes behind it that are to be stepped over. */
export function filmAndBoxes(boxes: number): Buffer {
  return Buffer.concat([mp4(), ...Array.from({ length: boxes }, () => box('free'))])
}

/** A voice message as iPhones record it. */
export function m4a(ms = 3_000): Buffer {
  return mp4({ ms, width: 0, height: 0, brand: 'M4A ', handler: 'soun' })
}

/** Milliseconds and bytes of a packet of Opus as Chromium writes them, and what its first byte says of that (RFC 6716, 3.1). */
const packetMs = 60
const packetBytes = 20
const packetHead = 0x58

/**
 * A voice as Chromium records `audio/mp4`: one fragment of Opus, whose track counts milliseconds though it says that it has 48,000 units
 * a second.
 */
export function recordedVoice(ms: number): Buffer {
  const packets = Math.round(ms / packetMs)
  const ftyp = box('ftyp', Buffer.from('isom'), numbers(512), Buffer.from('isomiso6mp41'))
  const head = Buffer.alloc(28)
  head.writeUInt16BE(1, 6)
  head.writeUInt16BE(1, 16)
  const mvhd = box('mvhd', numbers(0, 0, 0, 1_000, 0, one, 0x01000000, 0, 0, ...upright, 0, 0, 0, 0, 0, 0, 2))
  const tkhd = box('tkhd', numbers(3, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...upright, 0, 0))
  const mdhd = box('mdhd', numbers(0, 0, 0, 48_000, 0, 0))
  const hdlr = box('hdlr', numbers(0, 0), Buffer.from('soun'), numbers(0, 0, 0), Buffer.from([0]))
  const stbl = box('stbl', box('stsd', numbers(0, 1), box('Opus', head)), box('stts', numbers(0, 0)))
  const trak = box('trak', tkhd, box('mdia', mdhd, hdlr, box('minf', stbl)))
  const moov = box('moov', mvhd, trak, box('mvex', box('trex', numbers(0, 1, 1, 0, 0, 0))))
  const fields = Array.from({ length: packets }, () => [packetMs, packetBytes]).flat()
  const fragment = (place: number) =>
    box(
      'moof',
      box('mfhd', numbers(0, 1)),
      box(
        'traf',
        box('tfhd', numbers(0x020000, 1)),
        box('trun', numbers(0x000301, packets, place, ...fields)),
      ),
    )
  const packet = Buffer.alloc(packetBytes)
  packet[0] = packetHead
  const mdat = box('mdat', ...Array.from({ length: packets }, () => packet))
  // Behind its own box and the head of the next one.
  const moof = fragment(fragment(0).length + 8)
  return Buffer.concat([ftyp, moov, moof, mdat])
}
