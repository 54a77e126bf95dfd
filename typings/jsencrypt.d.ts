/** What is used of jsencrypt. Its own types keep the modulus of a key, and the class of its numbers, to themselves. */
declare module 'jsencrypt' {
  interface BigInteger {
    constructor: new (digits: string, radix: number) => BigInteger
    bitLength(): number
  }

  interface PublicKey {
    /** The modulus; null when no key could be read. */
    n: BigInteger | null
    /** In hex. `padding` makes the number that is encrypted; null when there is no key, or it is too short. */
    encrypt(text: string, padding: (text: string, length: number) => BigInteger): string | null
  }

  export class JSEncrypt {
    /** `key`: in PEM, or the base64 inside one. */
    setPublicKey(key: string): void
    /** Makes a key when none was set. */
    getKey(): PublicKey
  }
}
