/** What every browser has, and a foreign program may have; retransmission is no codec of its own. */
const wanted: Record<string, readonly string[]> = {
  audio: ['audio/opus'],
  video: ['video/VP8', 'video/H264', 'video/rtx'],
}

/**
 * Leaves out all other codecs: a description is to be short. VP8 comes first, for Debian's Firefox offers no H.264. An empty list would mean
 * all of them, and a browser without the function (Firefox before 128) describes itself in full.
 */
export function preferCodecs(connection: RTCPeerConnection): void {
  for (const transceiver of connection.getTransceivers()) {
    const { kind } = transceiver.receiver.track
    const names = wanted[kind] ?? []
    const all = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? []
    const codecs = names.flatMap((name) =>
      all.filter(({ mimeType }) => mimeType.toLowerCase() === name.toLowerCase()),
    )
    if (codecs.length > 0 && transceiver.direction !== 'stopped') transceiver.setCodecPreferences?.(codecs)
  }
}

/**
 * The description without what it says of codecs that it does not have: Firefox (153) leaves `a=rtcp-fb` of those behind that `setCodecPreferences` took out,
 * and Chromium (156) refuses all of it for that ("Failed to parse codecs correctly").
 */
export function withoutOrphans(sdp: string): string {
  let payloads: string[] = []
  return sdp
    .split('\r\n')
    .filter((line) => {
      if (line.startsWith('m=')) payloads = line.split(' ').slice(3)
      const [, payload] = /^a=(?:rtcp-fb|fmtp|rtpmap):(\d+) /.exec(line) ?? []
      return payload === undefined || payloads.includes(payload)
    })
    .join('\r\n')
}
