#!/usr/bin/env bash
# Installs what the tests of many processes need: redis-server, nginx, coturn and a server that speaks MongoDB's wire protocol.
# Debian and Ubuntu; what is there already is left alone. The rest goes to .services/, which git ignores.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=()
command -v redis-server >/dev/null || packages+=(redis-server)
command -v nginx >/dev/null || packages+=(nginx)
command -v turnserver >/dev/null || packages+=(coturn)
if ! command -v mongod >/dev/null; then
  command -v javac >/dev/null || packages+=(default-jdk-headless)
  command -v mvn >/dev/null || packages+=(maven)
fi
if [ ${#packages[@]} -gt 0 ]; then
  sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
  $sudo apt-get update -qq
  # Nothing is started: the tests start their own, on ports of their own.
  $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${packages[@]}"
fi

command -v mongod >/dev/null && exit 0
# MongoDB is in no package of Debian. In its place: mongo-java-server, from Maven Central.
here=.services/mongo
newest=$here/classes/MongoServer.class
[ "$newest" -nt scripts/services/MongoServer.java ] && [ "$newest" -nt scripts/services/pom.xml ] && exit 0
mkdir -p $here/classes
mvn -q -B -f scripts/services/pom.xml dependency:copy-dependencies -DoutputDirectory="$PWD/$here/lib"
javac -cp "$here/lib/*" -d $here/classes scripts/services/MongoServer.java
