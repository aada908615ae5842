import type { KubeClient } from '../../../kube/client/kube-client.js';
import { isAlreadyExists } from '../../../kube/client/kube-error.js';
import { apiVersionOf, DEPLOYMENT, NAMESPACE, type KubeObject } from '../../../kube/meta/index.js';

export interface OperatorIdentity {
  readonly namespace: string;
  /** Of its Deployment. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly container: {
    readonly name: string;
    readonly image: string;
    readonly args?: readonly string[];
    readonly env?: readonly { readonly name: string; readonly value: string }[];
  };
  readonly fieldManager: string;
}

const buildDeployment = ({
  namespace,
  name,
  labels,
  container,
}: OperatorIdentity): KubeObject & Record<string, unknown> => ({
  apiVersion: apiVersionOf(DEPLOYMENT),
  kind: DEPLOYMENT.kind,
  metadata: { name, namespace, labels: { ...labels } },
  spec: {
    replicas: 1,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [container] } },
  },
});

/** The Deployment by which others see that the operator is installed, and which version it is. */
export async function announceOperator(
  client: KubeClient,
  identity: OperatorIdentity,
  isRunning: boolean,
): Promise<void> {
  const namespace = {
    apiVersion: apiVersionOf(NAMESPACE),
    kind: NAMESPACE.kind,
    metadata: { name: identity.namespace },
  };
  await client.create(NAMESPACE, namespace).catch((error: unknown) => {
    if (!isAlreadyExists(error)) throw error;
  });
  const { fieldManager } = identity;
  await client.apply(DEPLOYMENT, buildDeployment(identity), { fieldManager, force: true });
  await reportOperator(client, identity, isRunning);
}

export async function reportOperator(
  client: KubeClient,
  { namespace, name, fieldManager }: OperatorIdentity,
  isRunning: boolean,
): Promise<void> {
  const replicas = isRunning ? 1 : 0;
  const status = { replicas: 1, updatedReplicas: 1, readyReplicas: replicas, availableReplicas: replicas };
  const patch = { type: 'merge' as const, body: { status } };
  await client.patch(DEPLOYMENT, { namespace, name }, patch, { subresource: 'status', fieldManager });
}
