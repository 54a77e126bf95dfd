/** Version 1: messages, accounts, rooms, links, and the lobby. */
export const migration = `
-- The small columns come first: counting and skipping lines then never reads a body.
CREATE TABLE messages (
  room TEXT NOT NULL,
  seq INTEGER NOT NULL,
  author TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  time INTEGER NOT NULL,
  reply INTEGER,
  mentions TEXT,
  body TEXT NOT NULL,
  PRIMARY KEY (room, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX messages_once ON messages (room, author, id);

CREATE TABLE accounts (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  avatar TEXT NOT NULL,
  created INTEGER NOT NULL,
  login TEXT,
  hash TEXT,
  openid TEXT,
  unionid TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX accounts_login ON accounts (login) WHERE login IS NOT NULL;
CREATE UNIQUE INDEX accounts_openid ON accounts (openid) WHERE openid IS NOT NULL;

CREATE TABLE revocations (
  session TEXT NOT NULL PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX revocations_until ON revocations (until);

CREATE TABLE rooms (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT,
  created INTEGER NOT NULL,
  members INTEGER NOT NULL,
  founder TEXT,
  request TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX rooms_code ON rooms (code) WHERE code IS NOT NULL;
CREATE UNIQUE INDEX rooms_request ON rooms (founder, request) WHERE founder IS NOT NULL;

CREATE TABLE memberships (
  room TEXT NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  read INTEGER NOT NULL,
  joined INTEGER NOT NULL,
  PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_order ON memberships (room, joined, person);
CREATE INDEX memberships_person ON memberships (person, room);

CREATE TABLE links (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  sender TEXT NOT NULL,
  receiver TEXT NOT NULL,
  note TEXT NOT NULL,
  time INTEGER NOT NULL,
  state TEXT NOT NULL,
  settled INTEGER
) STRICT;
CREATE UNIQUE INDEX links_id ON links (id);
CREATE INDEX links_between ON links (sender, receiver, time);
CREATE UNIQUE INDEX links_waiting_from ON links (sender, receiver) WHERE state = 'waiting';
CREATE INDEX links_waiting_for ON links (receiver) WHERE state = 'waiting';

CREATE TABLE pairs (
  person TEXT NOT NULL,
  peer TEXT NOT NULL,
  room TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (person, peer)
) STRICT, WITHOUT ROWID;

CREATE TABLE blocks (
  person TEXT NOT NULL,
  blocked TEXT NOT NULL,
  PRIMARY KEY (person, blocked)
) STRICT, WITHOUT ROWID;

INSERT INTO rooms (id, kind, name, created, members)
VALUES ('lobby', 'lobby', 'Lobby', CAST(unixepoch('subsec') * 1000 AS INTEGER), 0);
`
