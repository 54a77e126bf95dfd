-- A connection of a person comes into a set. Answers 1 when the person was not in it before, else 0.
--
-- KEYS[1]  sorted set, all scores 0: the people in the set
-- KEYS[2]  hash: how many connections each of them has there
-- KEYS[3]  hash: the person of each connection that this node has there
-- ARGV[1]  the person
-- ARGV[2]  the connection
if redis.call('HSETNX', KEYS[3], ARGV[2], ARGV[1]) == 0 then
  return 0
end
if redis.call('HINCRBY', KEYS[2], ARGV[1], 1) > 1 then
  return 0
end
redis.call('ZADD', KEYS[1], 0, ARGV[1])
return 1
