# The product alone: no development packages, no install scripts, no root. Docs: docs/go-live.md.
#
#   docker build -t opencoach .
#   docker run --env-file .env -v opencoach-data:/data -p 127.0.0.1:8080:8080 opencoach

# Files are read without a network only with a seccomp profile that allows `unshare`: docs/go-live.md, With containers.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The one install script that is wanted elsewhere fetches Node 24, which this image has.
RUN npm ci --ignore-scripts --omit=dev && npm cache clean --force

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
WORKDIR /app
# For recordings: without it they are refused by name, and all else works.
RUN apt-get -qq update && apt-get -qq install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
# Made before the volume is mounted, so that a new volume belongs to the user.
RUN mkdir /data && chown node:node /data
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY migrations migrations
COPY src src
COPY scripts/coach-link.ts scripts/backup.ts scripts/restore.ts scripts/
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: signals reach the process that closes in order. The options are those of `npm start`.
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=100", "src/main.ts"]
