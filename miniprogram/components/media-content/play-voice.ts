import { type AddressOf, isPassRefused, reach } from '../../platform/download'
import { type Listener, play, takeTurn } from '../../platform/player'
import { Refused } from '../../session/refused'

/**
 * Plays a voice message. A player tells only that it failed: then the server is asked why, and where it was the pass, it plays once more with
 * a new one. `complain` is told what else it was. Of several that are tapped the last one plays.
 */
export async function playVoice(
  media: string,
  addressOf: AddressOf,
  listener: Pick<Listener, 'onChange' | 'onHeard'>,
  complain: (error: unknown) => void,
): Promise<void> {
  const isWanted = takeTurn()
  const start = (address: string, isLast: boolean) =>
    play(media, address, { ...listener, onFailed: () => void failed(address, isLast).catch(complain) })
  const failed = async (address: string, isLast: boolean) => {
    const why = await reach(address).then(
      () => new Refused('cannot-play'),
      (error: unknown) => error,
    )
    if (!isWanted()) return
    if (isLast || !isPassRefused(why)) throw why
    const renewed = await addressOf(address)
    if (isWanted()) start(renewed, true)
  }
  const address = await addressOf()
  if (isWanted()) start(address, false)
}
