# syntax=docker/dockerfile:1
# One image for every role: PROCESS_ROLE says what a container does (all, web, worker).
# A release migrates first: node dist/scripts/migrate.js

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund \
  && npm cache clean --force \
  && mkdir /data \
  && chown node:node /data
COPY --from=build /app/dist ./dist
COPY migrations ./migrations
COPY src/embedded/demo-catalogue.json ./src/embedded/
ENV NODE_ENV=production \
  PROCESS_ROLE=all \
  HOST=0.0.0.0 \
  PORT=3000 \
  DATA_DIR=/data
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["node", "-e", \
  "require('node:http').get({ port: process.env.PORT, path: '/healthz', timeout: 4000 }, (answer) => process.exit(answer.statusCode === 200 ? 0 : 1)).on('timeout', () => process.exit(1)).on('error', () => process.exit(1))"]
CMD ["node", "dist/src/main.js"]
