/** Where a WeChat phone finds the server; the four addresses must be listed in the program's settings at WeChat. */
export const config = {
  http: 'http://127.0.0.1:8080',
  group: 'ws://127.0.0.1:8080/group',
  direct: 'ws://127.0.0.1:8081/direct',
  /** The base address of the web room, as QR codes of rooms carry it. */
  home: 'http://127.0.0.1:8080',
  /** Fingerprints of the server's keys, as it prints them; with none, whatever key it shows is taken. */
  sealPins: [] as string[],
}
