import type { StructuralSchema } from '../../../../kube/schema/index.js';
import {
  anything,
  conditions,
  flag,
  integer,
  intOrText,
  labelSelector,
  listOf,
  mapOf,
  object,
  text,
  time,
} from '../schema-builders.js';

const container = object({
  name: text('Unique in the pod.'),
  image: text('The image to run.'),
  command: listOf(text(), 'Replaces the entry point of the image.'),
  args: listOf(text(), 'Arguments of the entry point.'),
  env: listOf(object({ name: text(), value: text(), valueFrom: anything() })),
  ports: listOf(object({ name: text(), containerPort: integer(), protocol: text() })),
  resources: object({
    requests: mapOf(intOrText(), 'What is set aside.'),
    limits: mapOf(intOrText(), 'What is not exceeded.'),
  }),
  volumeMounts: listOf(object({ name: text('Of the volume.'), mountPath: text(), readOnly: flag(), subPath: text() })),
  livenessProbe: anything(),
  readinessProbe: anything(),
});

const podSpec = object({
  containers: listOf(container, 'Run side by side, as long as the pod does.'),
  initContainers: listOf(container, 'Run to their end, in order, before the containers start.'),
  volumes: listOf(
    object({ name: text(), persistentVolumeClaim: anything(), secret: anything(), configMap: anything() }),
  ),
  serviceAccountName: text(),
  nodeName: text('Where it runs.'),
  nodeSelector: mapOf(text()),
  affinity: anything(),
  tolerations: listOf(anything()),
  restartPolicy: text('Always, OnFailure or Never.'),
  terminationGracePeriodSeconds: integer(),
});

const podTemplate = object({ metadata: anything(), spec: podSpec }, 'The pods to make.');
const replicas = integer('How many pods are wanted.');
const selector = labelSelector('The pods that belong to it.');

const workload = (description: string, fields: Record<string, StructuralSchema> = {}): StructuralSchema =>
  object(
    {
      spec: object({ replicas, selector, template: podTemplate, ...fields }),
      status: object({
        observedGeneration: integer(),
        replicas: integer(),
        readyReplicas: integer(),
        availableReplicas: integer(),
        updatedReplicas: integer(),
        conditions,
      }),
    },
    description,
  );

const jobSpec = object({
  template: podTemplate,
  completions: integer('How many pods must succeed.'),
  parallelism: integer('How many run at a time.'),
  backoffLimit: integer('How many failures are borne.'),
  ttlSecondsAfterFinished: integer(),
});

/** Kinds that make pods; no controller acts on them here, and pods do not run. */
export const WORKLOAD_SCHEMAS = {
  Pod: object(
    {
      spec: podSpec,
      status: object({
        phase: text('Pending, Running, Succeeded, Failed or Unknown.'),
        podIP: text(),
        hostIP: text(),
        startTime: time(),
        conditions,
        containerStatuses: listOf(object({ name: text(), ready: flag(), restartCount: integer(), state: anything() })),
      }),
    },
    'A Pod is one or more containers on one node.',
  ),
  Deployment: workload('A Deployment keeps interchangeable pods running.', { strategy: anything() }),
  ReplicaSet: workload('A ReplicaSet keeps a number of pods running.'),
  StatefulSet: workload('A StatefulSet keeps pods with stable names and volumes running.', {
    serviceName: text('The headless Service that names the pods.'),
    volumeClaimTemplates: listOf(anything()),
    updateStrategy: anything(),
    podManagementPolicy: text(),
  }),
  Job: object(
    {
      spec: jobSpec,
      status: object({
        active: integer(),
        succeeded: integer(),
        failed: integer(),
        startTime: time(),
        completionTime: time(),
        conditions,
      }),
    },
    'A Job runs pods to their end.',
  ),
  CronJob: object(
    {
      spec: object({
        schedule: text('In cron format.'),
        timeZone: text(),
        suspend: flag(),
        jobTemplate: object({ spec: jobSpec }),
      }),
      status: object({ active: listOf(anything()), lastScheduleTime: time() }),
    },
    'A CronJob makes Jobs on a schedule.',
  ),
  PodDisruptionBudget: object(
    {
      spec: object({ selector, minAvailable: intOrText(), maxUnavailable: intOrText() }),
      status: object({
        disruptionsAllowed: integer(),
        currentHealthy: integer(),
        desiredHealthy: integer(),
        conditions,
      }),
    },
    'A PodDisruptionBudget limits how many pods are taken away at a time.',
  ),
};
