import type { KubeClient } from '../../../kube/client/kube-client.js';
import { isAlreadyExists } from '../../../kube/client/kube-error.js';
import { apiVersionOf, DEPLOYMENT, NAMESPACE, type KubeObject } from '../../../kube/meta/index.js';
import { FIELD_MANAGER, OPERATOR_NAME, OPERATOR_NAMESPACE, OPERATOR_VERSION } from './well-known.js';

const LABELS = { 'app.kubernetes.io/name': 'cloudnative-pg' };

const deployment: KubeObject & Record<string, unknown> = {
  apiVersion: apiVersionOf(DEPLOYMENT),
  kind: DEPLOYMENT.kind,
  metadata: { name: OPERATOR_NAME, namespace: OPERATOR_NAMESPACE, labels: LABELS },
  spec: {
    replicas: 1,
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS },
      spec: {
        containers: [
          { name: 'manager', image: `ghcr.io/cloudnative-pg/cloudnative-pg:${OPERATOR_VERSION}`, args: ['controller'] },
        ],
      },
    },
  },
};

/** The Deployment by which others see that the operator is installed, and which version it is. */
export async function announceOperator(client: KubeClient, isRunning: boolean): Promise<void> {
  const namespace = {
    apiVersion: apiVersionOf(NAMESPACE),
    kind: NAMESPACE.kind,
    metadata: { name: OPERATOR_NAMESPACE },
  };
  await client.create(NAMESPACE, namespace).catch((error: unknown) => {
    if (!isAlreadyExists(error)) throw error;
  });
  await client.apply(DEPLOYMENT, deployment, { fieldManager: FIELD_MANAGER, force: true });
  await reportOperator(client, isRunning);
}

export async function reportOperator(client: KubeClient, isRunning: boolean): Promise<void> {
  const replicas = isRunning ? 1 : 0;
  const status = { replicas: 1, updatedReplicas: 1, readyReplicas: replicas, availableReplicas: replicas };
  const patch = { type: 'merge' as const, body: { status } };
  await client.patch(DEPLOYMENT, { namespace: OPERATOR_NAMESPACE, name: OPERATOR_NAME }, patch, {
    subresource: 'status',
    fieldManager: FIELD_MANAGER,
  });
}
