#!/bin/sh
# Makes the kind cluster, gives it workloads, writes the kubeconfigs, and waits; ended, it deletes the cluster.
set -eu

NAME=${CLUSTER_NAME:-kubernetes-events}
KUBECONFIGS=${KUBECONFIGS:-/kubeconfig}
OBJECTS=${OBJECTS:-/objects}
NODE=${NODE_IMAGE:-kindest/node:v1.37.0@sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5}
CONTROL_PLANE="$NAME-control-plane"

say() { echo "cluster: $*"; }

# The node has a kubectl and the right to everything.
kubectl() { docker exec -i "$CONTROL_PLANE" kubectl --kubeconfig=/etc/kubernetes/admin.conf "$@"; }

end() {
  # What is being waited for.
  kill $! 2>/dev/null || true
  say "deleting the kind cluster $NAME"
  rm -f "$KUBECONFIGS"/*
  kind delete cluster --name "$NAME"
  exit 0
}
trap end TERM INT

rm -f "$KUBECONFIGS/ready"
if ! kind get clusters 2>/dev/null | grep -qx "$NAME"; then
  say "making the kind cluster $NAME; the first time its image is pulled"
  # In the background, as a shell hears of signals only between commands.
  kind create cluster --name "$NAME" --image "$NODE" --wait 3m --kubeconfig "$KUBECONFIGS/host.kubeconfig" --config - <<'CONFIG' &
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
kubeadmConfigPatches:
  # Today's kubelet refuses to run on a machine with cgroup v1 otherwise.
  - |
    apiVersion: kubelet.config.k8s.io/v1beta1
    kind: KubeletConfiguration
    failCgroupV1: false
CONFIG
  wait $!
fi

# For people on this machine, and for the containers in the cluster's network.
kind get kubeconfig --name "$NAME" >"$KUBECONFIGS/host.kubeconfig"
kind get kubeconfig --name "$NAME" --internal >"$KUBECONFIGS/admin.kubeconfig"

say 'giving the collector its rights'
for file in namespace access; do
  kubectl apply -f - <"$OBJECTS/$file.yaml"
done
token=$(kubectl create token loki-event-collector --namespace kubernetes-events --duration 720h)
# The same way to the API server, as the collector's own account.
sed -e '/client-certificate-data:/d' -e "s|client-key-data:.*|token: $token|" \
  -e "s|^    user: .*|&\n    namespace: kubernetes-events|" \
  "$KUBECONFIGS/admin.kubeconfig" >"$KUBECONFIGS/collector.kubeconfig"
# The collector is not root, and reads this file alone.
chmod 644 "$KUBECONFIGS/collector.kubeconfig"

say 'starting the sample workloads'
kubectl apply -f - <"$OBJECTS/workloads.yaml"

touch "$KUBECONFIGS/ready"
say "ready: kind export kubeconfig --name $NAME lets you in"
while :; do
  sleep 3600 &
  wait $!
done
