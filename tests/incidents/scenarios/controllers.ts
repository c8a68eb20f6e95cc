import { NODE, times, type Scenario } from '../scenario.ts';

/** Jobs, autoscalers and custom resources fail. */
export const CONTROLLERS: readonly Scenario[] = [
  {
    name: 'autoscaler without metrics',
    run: async (cluster, namespace) => {
      await cluster.deployment(namespace, 'front', [NODE]);
      const hpa = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace, name: 'front' };
      const said = (reason: string, message: string) =>
        cluster.event(hpa, { type: 'Warning', reason, message, component: 'horizontal-pod-autoscaler', count: 30 });
      const why =
        'unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';
      await said('FailedGetResourceMetric', `failed to get cpu utilization: ${why}`);
      await said(
        'FailedComputeMetricsReplicas',
        `invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: ${why}`
      );
    },
    expected: [{ workload: 'HorizontalPodAutoscaler/front', mode: 'autoscaling', title: /^front: cannot scale/ }],
  },
  {
    name: 'job over its back-off limit',
    run: async (cluster, namespace) => {
      const job = await cluster.job(namespace, 'import', NODE);
      await cluster.dies(job.pods[0]!, { exitCode: 2, message: 'bad input file' });
      await cluster.event(job, {
        type: 'Warning',
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
        component: 'job-controller',
      });
    },
    expected: [
      {
        workload: 'Job/import',
        mode: 'job',
        pods: 1,
        death: { reason: 'Error', exitCode: 2 },
        title: /^import: job failed/,
      },
    ],
  },
  {
    name: 'a certificate is not renewed',
    run: async (cluster, namespace) => {
      const certificate = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', namespace, name: 'shop-tls' };
      await cluster.event(certificate, {
        type: 'Warning',
        reason: 'Failed',
        message:
          'The certificate request has failed to complete and will be retried: Failed to wait for order resource "shop-tls-1-2" to become ready: order is in "invalid" state',
        component: 'cert-manager-certificates-issuing',
        count: 4,
      });
    },
    expected: [{ workload: 'Certificate/shop-tls', mode: 'certificate', title: /^shop-tls: certificate not issued/ }],
  },
  {
    name: 'every run of a CronJob fails',
    run: async (cluster, namespace) => {
      const cron = await cluster.cronJob(namespace, 'nightly');
      for (const number of times(3)) {
        const job = await cluster.job(namespace, `nightly-2934712${number}`, NODE, cron);
        await cluster.event(cron, {
          reason: 'SuccessfulCreate',
          message: `Created job ${job.name}`,
          component: 'cronjob-controller',
        });
        await cluster.dies(job.pods[0]!, { exitCode: 1, message: 'dump: permission denied' });
        await cluster.event(job, {
          type: 'Warning',
          reason: 'BackoffLimitExceeded',
          message: 'Job has reached the specified backoff limit',
          component: 'job-controller',
        });
        await cluster.event(cron, {
          reason: 'SawCompletedJob',
          message: `Saw completed job: ${job.name}, condition: Failed`,
          component: 'cronjob-controller',
        });
      }
    },
    expected: [
      {
        workload: 'CronJob/nightly',
        mode: 'job',
        pods: 3,
        death: { reason: 'Error', exitCode: 1 },
        title: /^nightly: .*job/i,
      },
    ],
  },
  {
    name: 'Job past its deadline',
    run: async (cluster, namespace) => {
      const job = await cluster.job(namespace, 'reindex', NODE);
      await cluster.event(job, {
        type: 'Warning',
        reason: 'DeadlineExceeded',
        message: 'Job was active longer than specified deadline',
        component: 'job-controller',
      });
      await cluster.dies(job.pods[0]!, { exitCode: 137 });
    },
    expected: [
      {
        workload: 'Job/reindex',
        mode: 'job',
        pods: 1,
        death: { reason: 'Error', exitCode: 137 },
        title: /^reindex: .*deadline/,
      },
    ],
  },
  {
    name: 'autoscaler goes up and down',
    run: async (cluster, namespace) => {
      await cluster.deployment(namespace, 'feed', [NODE]);
      const hpa = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace, name: 'feed' };
      for (const number of times(12)) {
        const up = number % 2 === 0;
        await cluster.event(hpa, {
          reason: 'SuccessfulRescale',
          message: up
            ? 'New size: 10; reason: cpu resource utilization (percentage of request) above target'
            : 'New size: 2; reason: All metrics below target',
          component: 'horizontal-pod-autoscaler',
        });
      }
    },
    expected: [{ workload: 'HorizontalPodAutoscaler/feed', mode: 'autoscaling', title: /^feed: / }],
  },
  {
    name: 'load balancer is not created',
    run: async (cluster, namespace) => {
      const service = { apiVersion: 'v1', kind: 'Service', namespace, name: 'edge' };
      await cluster.event(service, {
        type: 'Warning',
        reason: 'SyncLoadBalancerFailed',
        message:
          'Error syncing load balancer: failed to ensure load balancer: googleapi: Error 403: QUOTA_EXCEEDED - Quota "FORWARDING_RULES" exceeded.  Limit: 15.0 globally.',
        component: 'service-controller',
        count: 22,
      });
    },
    expected: [{ workload: 'Service/edge', mode: 'network', title: /^edge: .*load balancer/ }],
  },
  {
    name: 'secret store refuses, once a minute',
    run: async (cluster, namespace) => {
      const secret = { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', namespace, name: 'db-password' };
      await cluster.event(secret, {
        type: 'Warning',
        reason: 'UpdateFailed',
        message:
          'error processing spec.data[0] (key: prod/db), err: AccessDeniedException: User is not authorized to perform: secretsmanager:GetSecretValue',
        component: 'external-secrets',
        series: 55,
      });
    },
    expected: [{ workload: 'ExternalSecret/db-password', mode: 'other', title: /^db-password: / }],
  },
];
