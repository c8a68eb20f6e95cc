#!/bin/sh
# Says whether what docker compose brought up works: warnings of the sample workloads in Loki, and the app in Grafana.
set -eu
LOKI=${LOKI:-http://localhost:3100}
# Empty: Grafana is not checked.
GRAFANA=${GRAFANA-http://localhost:3000}
QUERY='{service_name="kubernetes-events", _type="Warning", _namespace="shop"}'

deadline=$(($(date +%s) + ${PATIENCE:-180}))
until curl -fsS -G "$LOKI/loki/api/v1/query_range" --data-urlencode "query=$QUERY" --data limit=1 | grep -q '"values":\[\['; do
  if [ "$(date +%s)" -ge "$deadline" ]; then
    echo "no event in Loki: $QUERY" >&2
    exit 1
  fi
  sleep 2
done
echo 'Loki has warnings of the sample workloads'
if [ -z "$GRAFANA" ]; then
  echo 'Grafana is not checked'
  exit
fi

curl -fsS "$GRAFANA/api/plugins/lokievents-kubernetes-app/settings" | grep -q '"enabled":true' || {
  echo 'Grafana has not switched the app on' >&2
  exit 1
}
curl -fsS -o /dev/null "$GRAFANA/api/datasources/proxy/uid/loki/loki/api/v1/labels" || {
  echo 'Grafana does not reach Loki' >&2
  exit 1
}
echo 'Grafana has the app, and reaches Loki'
