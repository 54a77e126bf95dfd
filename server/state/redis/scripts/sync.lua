-- Makes a node's connections in a set exactly these; none, for a node that has died.
-- Answers two lists: the people who were not there before, and those who are not there any more.
--
-- KEYS[1]  sorted set, all scores 0: the people in the set
-- KEYS[2]  hash: how many connections each of them has there
-- KEYS[3]  hash: the person of each connection that the node has there
-- ARGV     connection, person, connection, person, …
local came, went, wanted = {}, {}, {}
-- Who comes goes first: a person with a new connection for an old one is there all the time.
for at = 1, #ARGV, 2 do
  local connection, person = ARGV[at], ARGV[at + 1]
  wanted[connection] = true
  if redis.call('HSETNX', KEYS[3], connection, person) == 1 then
    if redis.call('HINCRBY', KEYS[2], person, 1) == 1 then
      redis.call('ZADD', KEYS[1], 0, person)
      table.insert(came, person)
    end
  end
end
local had = redis.call('HGETALL', KEYS[3])
for at = 1, #had, 2 do
  local connection, person = had[at], had[at + 1]
  if not wanted[connection] then
    redis.call('HDEL', KEYS[3], connection)
    if redis.call('HINCRBY', KEYS[2], person, -1) <= 0 then
      redis.call('HDEL', KEYS[2], person)
      redis.call('ZREM', KEYS[1], person)
      table.insert(went, person)
    end
  end
end
return { came, went }
