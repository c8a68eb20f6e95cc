# syntax=docker/dockerfile:1.20
# The app, built: `sources` can rebuild it as its sources change, `built` holds the result and copies it to /plugin.
FROM node:24-bookworm-slim AS sources
WORKDIR /src
COPY --parents package.json package-lock.json backend-sidecar/package.json pkg/*/package.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
CMD ["npm", "run", "dev"]

FROM sources AS build
RUN npm run build:app

FROM busybox:1.37.0 AS built
COPY --from=build /src/dist /dist
CMD ["sh", "-c", "rm -rf /plugin/* && cp -r /dist/. /plugin/"]
