# syntax=docker/dockerfile:1.20
# kind, which makes a cluster of containers beside this one, and ends it with this one.
FROM golang:1.26-bookworm AS kind
# The checksum database vouches for what is downloaded.
RUN CGO_ENABLED=0 GOBIN=/out go install sigs.k8s.io/kind@v0.33.0

FROM docker:28.5.1-cli
COPY --from=kind /out/kind /usr/local/bin/kind
COPY stack/compose/cluster.sh /usr/local/bin/cluster
COPY stack/compose/workloads.yaml deploy/base/namespace.yaml deploy/base/access.yaml /objects/
# Docker's socket belongs to root.
# hadolint ignore=DL3002
USER root
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=3s --timeout=3s --start-period=5m CMD ["test", "-e", "/kubeconfig/ready"]
ENTRYPOINT ["cluster"]
