/** A type of objects in the Kubernetes API. */
export interface ResourceType {
  kind: string;
  /** Lower case. */
  plural: string;
  shortNames: readonly string[];
  apiVersion: string;
  namespaced: boolean;
}

/** Kind, plural and short names by API version. Types after the bar are not namespaced. */
const TYPES: Record<string, string> = {
  v1: 'ConfigMap:configmaps,cm Endpoints:endpoints,ep Event:events,ev LimitRange:limitranges,limits PersistentVolumeClaim:persistentvolumeclaims,pvc Pod:pods,po PodTemplate:podtemplates ReplicationController:replicationcontrollers,rc ResourceQuota:resourcequotas,quota Secret:secrets ServiceAccount:serviceaccounts,sa Service:services,svc | Namespace:namespaces,ns Node:nodes,no PersistentVolume:persistentvolumes,pv',
  'admissionregistration.k8s.io/v1':
    ' | MutatingAdmissionPolicy:mutatingadmissionpolicies MutatingAdmissionPolicyBinding:mutatingadmissionpolicybindings MutatingWebhookConfiguration:mutatingwebhookconfigurations ValidatingAdmissionPolicy:validatingadmissionpolicies ValidatingAdmissionPolicyBinding:validatingadmissionpolicybindings ValidatingWebhookConfiguration:validatingwebhookconfigurations',
  'apiextensions.k8s.io/v1': ' | CustomResourceDefinition:customresourcedefinitions,crd,crds',
  'apiregistration.k8s.io/v1': ' | APIService:apiservices',
  'apps/v1':
    'ControllerRevision:controllerrevisions DaemonSet:daemonsets,ds Deployment:deployments,deploy ReplicaSet:replicasets,rs StatefulSet:statefulsets,sts | ',
  'autoscaling/v2': 'HorizontalPodAutoscaler:horizontalpodautoscalers,hpa | ',
  'batch/v1': 'CronJob:cronjobs,cj Job:jobs | ',
  'certificates.k8s.io/v1':
    'PodCertificateRequest:podcertificaterequests | CertificateSigningRequest:certificatesigningrequests,csr ClusterTrustBundle:clustertrustbundles',
  'coordination.k8s.io/v1': 'Lease:leases | ',
  'discovery.k8s.io/v1': 'EndpointSlice:endpointslices | ',
  'flowcontrol.apiserver.k8s.io/v1': ' | FlowSchema:flowschemas PriorityLevelConfiguration:prioritylevelconfigurations',
  'networking.k8s.io/v1':
    'Ingress:ingresses,ing NetworkPolicy:networkpolicies,netpol | IngressClass:ingressclasses IPAddress:ipaddresses,ip ServiceCIDR:servicecidrs',
  'node.k8s.io/v1': ' | RuntimeClass:runtimeclasses',
  'policy/v1': 'PodDisruptionBudget:poddisruptionbudgets,pdb | ',
  'rbac.authorization.k8s.io/v1':
    'RoleBinding:rolebindings Role:roles | ClusterRoleBinding:clusterrolebindings ClusterRole:clusterroles',
  'resource.k8s.io/v1':
    'ResourceClaim:resourceclaims ResourceClaimTemplate:resourceclaimtemplates | DeviceClass:deviceclasses DeviceTaintRule:devicetaintrules ResourceSlice:resourceslices',
  'scheduling.k8s.io/v1': ' | PriorityClass:priorityclasses,pc',
  'storage.k8s.io/v1':
    'CSIStorageCapacity:csistoragecapacities | CSIDriver:csidrivers CSINode:csinodes StorageClass:storageclasses,sc VolumeAttachment:volumeattachments VolumeAttributesClass:volumeattributesclasses,vac',
  'storagemigration.k8s.io/v1': ' | StorageVersionMigration:storageversionmigrations',
};

/**
 * The built-in types, by `kubectl api-resources`.
 *
 * Source: Kubernetes 1.37.2.
 */
export const RESOURCE_TYPES: readonly ResourceType[] = Object.entries(TYPES).flatMap(([apiVersion, types]) =>
  types.split('|').flatMap((list, at) =>
    list
      .trim()
      .split(' ')
      .filter(Boolean)
      .map((type): ResourceType => {
        const [kind = '', names = ''] = type.split(':');
        const [plural = '', ...shortNames] = names.split(',');
        return { kind, plural, shortNames, apiVersion, namespaced: at === 0 };
      })
  )
);
