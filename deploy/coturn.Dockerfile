# coturn, the TURN server of calls. Build from this folder: docker build -f coturn.Dockerfile .
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends coturn && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 3478 --no-create-home --shell /usr/sbin/nologin turn
WORKDIR /etc/turn
COPY turnserver.conf turnserver.sh ./
USER turn
EXPOSE 3478/udp 3478/tcp 5349/udp 5349/tcp
CMD ["sh", "/etc/turn/turnserver.sh"]
