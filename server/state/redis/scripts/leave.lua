-- A connection of a person leaves a set. Answers 1 when it was the person's last one there, else 0.
--
-- KEYS[1]  sorted set, all scores 0: the people in the set
-- KEYS[2]  hash: how many connections each of them has there
-- KEYS[3]  hash: the person of each connection that this node has there
-- ARGV[1]  the person
-- ARGV[2]  the connection
if redis.call('HGET', KEYS[3], ARGV[2]) ~= ARGV[1] then
  return 0
end
redis.call('HDEL', KEYS[3], ARGV[2])
if redis.call('HINCRBY', KEYS[2], ARGV[1], -1) > 0 then
  return 0
end
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[1], ARGV[1])
return 1
