/** Words of the page that makes or joins a room. */
export const newRoom = {
  'newRoom.title': { zh: '新房间', en: 'New room' },
  'newRoom.createTitle': { zh: '创建房间', en: 'Make a room' },
  'newRoom.name': { zh: '房间名', en: 'Name of the room' },
  'newRoom.nameHint': { zh: '1 到 32 个字', en: '1 to 32 characters' },
  'newRoom.create': { zh: '创建', en: 'Create' },
  'newRoom.joinTitle': { zh: '加入房间', en: 'Join a room' },
  'newRoom.code': { zh: '房间号', en: 'Room code' },
  'newRoom.codeHint': { zh: '8 位房间号，不分大小写', en: '8 letters and digits' },
  'newRoom.join': { zh: '加入', en: 'Join' },
  'newRoom.scan': { zh: '扫房间的码', en: 'Scan a room’s code' },
  'newRoom.badCode': { zh: '房间号由字母和数字组成', en: 'A room code has letters and digits' },
} as const
