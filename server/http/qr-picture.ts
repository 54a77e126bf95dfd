import encodeQr from 'qr'
import sharp from 'sharp'

/** Side of a QR code in pixels. */
const width = 480

/** A QR code as a PNG, with two modules of white around it. */
export function qrPicture(content: string): Promise<Buffer> {
  const rows = encodeQr(content, 'raw', { ecc: 'medium', border: 2 })
  const pixels = Buffer.from(rows.flat().map((dark) => (dark ? 0 : 255)))
  const side = rows.length
  return sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
    .resize(width, width, { kernel: 'nearest' })
    .toColourspace('b-w')
    .png()
    .toBuffer()
}
