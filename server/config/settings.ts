import {
  address,
  flag,
  httpsAddress,
  longSecret,
  mongodbUrl,
  networks,
  oneOf,
  origins,
  port,
  redisUrl,
  type Setting,
  text,
  turnUrls,
  unlessSet,
  whole,
} from './setting'

/**
 * Every setting of the server. `.env.example` and the table in README.md are printed from it
 * (`npm run docs`), and a test fails where they differ.
 */
export const table = {
  groupPort: {
    env: 'GROUP_PORT',
    about: 'Port of the group socket, the HTTP API and the web room; 0 takes a free one',
    fallback: '8080',
    parse: port,
  },
  directPort: {
    env: 'DIRECT_PORT',
    about: 'Port of the 1v1 socket; 0 takes a free one',
    fallback: '8081',
    parse: port,
  },
  host: {
    env: 'HOST',
    about: 'Address to listen on; 0.0.0.0 opens it to the network',
    fallback: '127.0.0.1',
    parse: text,
  },
  dataDir: {
    env: 'DATA_DIR',
    about: 'Folder of the embedded store, the uploads and the generated secret',
    fallback: './data',
    parse: text,
  },
  redisUrl: {
    env: 'REDIS_URL',
    about:
      'Redis that several servers share: redis://host, redis+sentinel://host,host/master or redis+cluster://host,host; rediss for TLS',
    fallback: '',
    secret: true,
    parse: redisUrl,
  },
  mongodbUrl: {
    env: 'MONGODB_URL',
    about: 'MongoDB that keeps everything in place of DATA_DIR: mongodb://host/database',
    fallback: '',
    secret: true,
    parse: mongodbUrl,
  },
  publicUrl: {
    env: 'PUBLIC_URL',
    about:
      'Where people reach the server from outside, such as https://chat.example; it answers to no other name but those of ALLOWED_ORIGINS, localhost and IP addresses',
    fallback: '',
    parse: address,
  },
  allowedOrigins: {
    env: 'ALLOWED_ORIGINS',
    about:
      'Further origins whose pages may connect, and to whose names the server answers, with commas between',
    fallback: '',
    parse: origins,
  },
  trustProxy: {
    env: 'TRUST_PROXY',
    about: 'Proxies whose X-Forwarded-For is believed: addresses, networks, loopback',
    fallback: 'loopback',
    parse: networks,
  },
  tokenSecret: {
    env: 'TOKEN_SECRET',
    about: 'Secret that signs tokens, at least 32 bytes; without it one is made and kept in DATA_DIR',
    fallback: '',
    secret: true,
    parse: longSecret,
  },
  tokenDays: {
    env: 'TOKEN_DAYS',
    about: 'Days that a token is valid; clients renew it before',
    fallback: '30',
    parse: whole(1, 365),
  },
  guestLogin: {
    env: 'GUEST_LOGIN',
    about: 'Whether people may sign in with a name alone; unless set, only while no WeChat app is configured',
    fallback: '',
    parse: flag,
  },
  guestDays: {
    env: 'GUEST_DAYS',
    about:
      'Days after which a guest is removed who was not seen, never said anything to others and is in no room but the lobby; not before TOKEN_DAYS; 0 keeps all',
    fallback: '30',
    parse: whole(0, 36_500),
  },
  wechatAppid: {
    env: 'WECHAT_APPID',
    about: 'App id of the mini-program; turns sign-in with WeChat on',
    fallback: '',
    parse: text,
  },
  wechatSecret: {
    env: 'WECHAT_SECRET',
    about: 'App secret of the mini-program',
    fallback: '',
    secret: true,
    parse: text,
  },
  wechatApi: {
    env: 'WECHAT_API',
    about: "Base address of WeChat's server API",
    fallback: 'https://api.weixin.qq.com',
    parse: address,
  },
  callPage: {
    env: 'CALL_PAGE',
    about:
      'Where the mini-program may open this server’s web room for calls, such as https://call.example: a business domain (业务域名) of it; unless set, people get a link for a browser',
    fallback: '',
    parse: httpsAddress,
  },
  turnUrls: {
    env: 'TURN_URLS',
    about:
      'TURN and STUN servers that calls go by where the two cannot reach each other: turn:turn.example:3478?transport=udp, turns: or stun:, with commas between',
    fallback: '',
    parse: turnUrls,
  },
  turnSecret: {
    env: 'TURN_SECRET',
    about: 'Secret that the TURN servers share (static-auth-secret of coturn), at least 32 bytes',
    fallback: '',
    secret: true,
    parse: longSecret,
  },
  sealing: {
    env: 'SEALING',
    about: 'Whether a client that does not seal its frames is sent away (required) or served (optional)',
    fallback: 'required',
    parse: oneOf('required', 'optional'),
  },
  sealKeys: {
    env: 'SEAL_KEYS',
    about:
      'Files of the RSA keys of the sealing (PEM), newest first, with commas between; unless set, DATA_DIR holds them',
    fallback: '',
    parse: text,
  },
  mediaQuotaMb: {
    env: 'MEDIA_QUOTA_MB',
    about: 'Megabytes (of 1,048,576 bytes) that one person may have uploaded',
    fallback: '2048',
    parse: whole(1, 1_000_000),
  },
  uploadMbPerSecond: {
    env: 'UPLOAD_MB_PER_SECOND',
    about:
      'Megabytes of uploads that the server takes in a second, shared by turns among those who upload; 0 sets no bound',
    fallback: '32',
    parse: whole(0, 1_000_000),
  },
  s3Url: {
    env: 'S3_URL',
    about:
      'Address of a bucket of any S3-compatible service, bucket included; unless set, uploads lie in DATA_DIR',
    fallback: '',
    parse: address,
  },
  s3Region: {
    env: 'S3_REGION',
    about: 'Region of the bucket',
    fallback: 'us-east-1',
    parse: text,
  },
  s3KeyId: {
    env: 'S3_KEY_ID',
    about: 'Id of the key that reads and writes the bucket',
    fallback: '',
    parse: text,
  },
  s3Secret: {
    env: 'S3_SECRET',
    about: 'Secret of that key',
    fallback: '',
    secret: true,
    parse: text,
  },
  metricsToken: {
    env: 'METRICS_TOKEN',
    about: 'Bearer token that opens /metrics from elsewhere; without it only this machine may read them',
    fallback: '',
    secret: true,
    parse: text,
  },
  sayPerSecond: {
    env: 'SAY_PER_SECOND',
    about: 'Messages a second that one person may send in the long run',
    fallback: '20',
    parse: whole(1, 1_000_000),
  },
  sayBurst: {
    env: 'SAY_BURST',
    about: 'Messages that one person may send at once',
    fallback: '200',
    parse: whole(1, 1_000_000),
  },
  framesPerSecond: {
    env: 'FRAMES_PER_SECOND',
    about: 'Frames a second that one socket may send in the long run',
    fallback: '100',
    parse: whole(1, 1_000_000),
  },
  framesBurst: {
    env: 'FRAMES_BURST',
    about: 'Frames that one socket may send at once',
    fallback: '400',
    parse: whole(1, 1_000_000),
  },
  socketsPerPerson: {
    env: 'SOCKETS_PER_PERSON',
    about: 'Sockets that one person may have on each port; the oldest gives way',
    fallback: '10',
    parse: whole(1, 10_000),
  },
  socketsPerAddress: {
    env: 'SOCKETS_PER_ADDRESS',
    about: 'Sockets that one network address may have on each port; this machine has no limit',
    fallback: '200',
    parse: whole(1, 1_000_000),
  },
  editSeconds: {
    env: 'EDIT_SECONDS',
    about: 'Seconds within which people may edit what they said; 0 lets nobody',
    fallback: '900',
    parse: whole(0, 31_536_000),
  },
  logLevel: {
    env: 'LOG_LEVEL',
    about:
      'Least level that is logged: debug (each request, too), info, warn, error or silent; unless set, info, and warn in a terminal',
    fallback: '',
    parse: unlessSet(oneOf('debug', 'info', 'warn', 'error', 'silent')),
  },
} satisfies Record<string, Setting<unknown>>

type Value<S> = S extends { parse(text: string): infer R }
  ? R extends { value: infer V }
    ? V
    : never
  : never
export type Settings = { [K in keyof typeof table]: Value<(typeof table)[K]> }
