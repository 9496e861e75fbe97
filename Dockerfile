# One image for every program; docker-compose.yml names which one a container runs.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN node scripts/build.mjs
# Only what runs: the bundles, the pages, and the packages that the programs import.
RUN rm -rf node_modules && npx --yes pnpm@10.34.9 install --prod --frozen-lockfile \
    --filter @cloverdesk/api --filter @cloverdesk/voice --filter @cloverdesk/carrier

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps DATA_DIR=/data RECORDINGS_DIR=/data/recordings SIP_TRACES_DIR=/data/sip-traces WEB_ROOT=/app/apps/web/dist
COPY --from=build --chown=node:node /app /app
RUN mkdir -p /data/recordings && chown -R node:node /data
USER node
VOLUME /data
CMD ["node", "apps/api/dist/main.mjs"]
