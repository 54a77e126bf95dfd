#!/usr/bin/env bash
# coturn 4.6.1, as Debian 12 has it.
#
# `denied-peer-ip=::-::ffff` reads as a range of IPv6 addresses. It denies every peer of IPv4 as well: a range whose first address is `::`
# is taken for one of any family. `denied-peer-ip=::1-::ffff` denies what it says and nothing else.
#
# Output seen:
#   nothing denied: 127.0.0.1 is reached
#   denied ::1-::ffff: 127.0.0.1 is reached
#   denied ::-::ffff: 127.0.0.1 is forbidden
#
# What it means for us: the ranges of deploy/turnserver.conf begin with `::1`, held by tests/integration/deploy/turn.test.ts.
set -euo pipefail
folder=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
cd "$folder"
turnutils_peer -L 127.0.0.1 -p $((port + 1)) >/dev/null 2>&1 &
peer=$!
trap 'kill "$peer"; rm -rf "$folder"' EXIT

# Whether a relay with this setting leads to a peer on 127.0.0.1.
reach() {
  local settings=(--no-auth --no-cli --no-tls --no-dtls --allow-loopback-peers -L 127.0.0.1 -E 127.0.0.1 -p "$port"
    --min-port 49152 --max-port 49200 --log-file stdout --pidfile "$folder/pid" --db "$folder/db" -n)
  [ -z "$1" ] || settings+=("--denied-peer-ip=$1")
  turnserver "${settings[@]}" >log 2>&1 &
  local server=$!
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done
  timeout 20 turnutils_uclient -c -m 1 -n 2 -e 127.0.0.1 -r $((port + 1)) -p "$port" 127.0.0.1 >told 2>&1 || true
  kill "$server"
  wait "$server" 2>/dev/null || true
  if grep -q 'Forbidden IP' told; then echo forbidden; elif grep -q 'tot_recv_msgs=[1-9]' told; then echo reached; else echo 'not asked'; fi
}

found="nothing denied: 127.0.0.1 is $(reach '')
denied ::1-::ffff: 127.0.0.1 is $(reach ::1-::ffff)
denied ::-::ffff: 127.0.0.1 is $(reach ::-::ffff)"
echo "$found"
[ "$found" = 'nothing denied: 127.0.0.1 is reached
denied ::1-::ffff: 127.0.0.1 is reached
denied ::-::ffff: 127.0.0.1 is forbidden' ] || { echo 'coturn does otherwise now'; exit 1; }
