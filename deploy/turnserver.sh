#!/bin/sh
# Starts coturn with turnserver.conf and what belongs to this machine: TURN_SECRET, the secret of the chat servers; TURN_EXTERNAL_IP,
# where its own address is not the one that the world sees (public/private); and a certificate, where there is one.
set -eu
umask 077
run=${TURN_RUN_DIR:-/run/turn}
tls=${TURN_TLS_DIR:-/etc/turn/tls}
if [ -z "${TURN_SECRET:-}" ]; then
  echo 'TURN_SECRET is not set: it is the one of the chat servers.' >&2
  exit 1
fi
{
  cat "$(dirname "$0")/turnserver.conf"
  printf 'pidfile=%s/pid\nuserdb=%s/users\n' "$run" "$run"
  # In a file of our own: on the command line every process of the machine could read it.
  printf 'static-auth-secret=%s\n' "$TURN_SECRET"
  if [ -n "${TURN_EXTERNAL_IP:-}" ]; then printf 'external-ip=%s\n' "$TURN_EXTERNAL_IP"; fi
  if [ -r "$tls/fullchain.pem" ]; then
    printf 'cert=%s/fullchain.pem\npkey=%s/privkey.pem\nno-tlsv1\nno-tlsv1_1\n' "$tls" "$tls"
  else
    printf 'no-tls\nno-dtls\n'
  fi
} >"$run/conf"
exec env -u TURN_SECRET turnserver -c "$run/conf"
