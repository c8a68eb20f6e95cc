{{- define "collector.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "collector.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains (include "collector.name" .) .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "collector.name" .) | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "collector.selector" -}}
app.kubernetes.io/name: {{ include "collector.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "collector.labels" -}}
{{ include "collector.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "collector.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "collector.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* The Lease: its name is the same whatever the release is called, as the first collector's is. */}}
{{- define "collector.leaseName" -}}
{{- dig "leaderElection" "leaseName" "loki-event-collector" .Values.config -}}
{{- end -}}

{{- define "collector.leaseNamespace" -}}
{{- dig "leaderElection" "leaseNamespace" .Release.Namespace .Values.config -}}
{{- end -}}

{{/* The configuration of the pod: `config`, and what other values imply. */}}
{{- define "collector.config" -}}
{{- $config := deepCopy .Values.config -}}
{{- if and (eq .Values.rbac.scope "namespace") (not (dig "filters" "namespaces" list $config)) -}}
{{- $config = mergeOverwrite $config (dict "filters" (dict "namespaces" (list .Release.Namespace))) -}}
{{- end -}}
{{- if .Values.spool.enabled -}}
{{- $spool := dict "directory" "/var/lib/loki-event-collector" "maxBytes" .Values.spool.maxBytes -}}
{{- $config = mergeOverwrite $config (dict "spool" $spool) -}}
{{- end -}}
{{- toYaml $config -}}
{{- end -}}

{{- define "collector.eventRules" -}}
- apiGroups: ['']
  resources: [events]
  verbs: [get, list, watch]
{{- if or .Values.workload.enabled .Values.terminations.enabled }}
- apiGroups: ['']
  resources: [pods]
  verbs: [list, watch]
{{- end }}
{{- if or .Values.workload.enabled .Values.changes.enabled }}
- apiGroups: [apps]
  resources: [replicasets]
  verbs: [list, watch]
{{- end }}
{{- if .Values.changes.enabled }}
- apiGroups: [apps]
  resources: [controllerrevisions]
  verbs: [list, watch]
- apiGroups: [apps]
  resources: [deployments, statefulsets, daemonsets]
  verbs: [list]
- apiGroups: [argoproj.io]
  resources: [rollouts]
  verbs: [list]
{{- end }}
{{- if and .Values.changes.enabled .Values.changes.configMaps }}
- apiGroups: ['']
  resources: [configmaps]
  verbs: [list, watch]
{{- end }}
{{- if .Values.workload.enabled }}
- apiGroups: [batch]
  resources: [jobs]
  verbs: [list, watch]
{{- end }}
{{- end -}}

{{- /* Namespaces belong to none: a Role cannot allow to watch them. */}}
{{- define "collector.readsNamespaces" -}}
{{- if .Values.config.namespaceLabels }}true{{ end }}
{{- range (dig "receivers" "loki" "tenants" (list) .Values.config) }}
{{- if or .namespaceLabels .tenantFrom }}true{{ end }}
{{- end }}
{{- end -}}

{{- define "collector.subject" -}}
- kind: ServiceAccount
  name: {{ include "collector.serviceAccount" . }}
  namespace: {{ .Release.Namespace }}
{{- end -}}
