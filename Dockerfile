# The service of wssure: `docker build -t wssure .`, then compose.yaml or
# docker run -p 127.0.0.1:8080:8080 -e WSSURE_TOKEN=… wssure
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY . .
RUN npm ci --no-audit --no-fund \
  && npm pack --workspace packages/scanner --workspace packages/server --pack-destination /packages

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /packages /packages
RUN npm init --yes >/dev/null \
  && npm install --omit=dev --ignore-scripts --no-audit --no-fund /packages/*.tgz \
  && rm -r /packages ~/.npm \
  && mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
# 127.0.0.1 by name of the container itself: a Host that is always answered.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "node_modules/wssure/bin/wssure.js"]
CMD ["serve", "--listen", "0.0.0.0:8080", "--data", "/data", "--trusted-proxy", "uniquelocal"]
