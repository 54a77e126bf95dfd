import { serve } from '../../server/media/examining/serve'

/** A stand-in for what examines files: harmless, and as slow as the worst file could make it. */
serve({
  /** Keeps a core busy and never comes to an end. */
  image: async () => {
    for (;;) Math.sqrt(Date.now())
  },
  /** Waits, without any work, and never comes to an end. */
  poster: () => new Promise(() => undefined),
  /** Falls over. */
  video: async () => process.kill(process.pid, 'SIGKILL'),
  avatar: async () => Buffer.from('drawn'),
  voice: async () => ({ type: 'audio/mpeg', duration: 1_000 }),
})
