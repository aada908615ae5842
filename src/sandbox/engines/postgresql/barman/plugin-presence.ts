import type { KubeClient } from '../../../../kube/client/kube-client.js';
import { apiVersionOf, DEPLOYMENT, SERVICE, type KubeObject } from '../../../../kube/meta/index.js';
import { BARMAN_PLUGIN, BARMAN_VERSION, FIELD_MANAGER, LABEL, OPERATOR_NAMESPACE } from '../well-known.js';

const NAME = 'barman-cloud';
const LABELS = { app: NAME };
const PORT = 9090;

/** What installing the plugin leaves in a cluster. The operator goes by the label of the Service. */
export async function announceBarman(client: KubeClient): Promise<void> {
  const options = { fieldManager: FIELD_MANAGER, force: true };
  await client.apply(DEPLOYMENT, deployment, options);
  await client.apply(SERVICE, service, options);
}

const deployment: KubeObject & Record<string, unknown> = {
  apiVersion: apiVersionOf(DEPLOYMENT),
  kind: DEPLOYMENT.kind,
  metadata: { name: NAME, namespace: OPERATOR_NAMESPACE, labels: LABELS },
  spec: {
    replicas: 1,
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS },
      spec: {
        containers: [
          { name: NAME, image: `ghcr.io/cloudnative-pg/plugin-barman-cloud:v${BARMAN_VERSION}`, args: ['operator'] },
        ],
      },
    },
  },
};

const service: KubeObject & Record<string, unknown> = {
  apiVersion: apiVersionOf(SERVICE),
  kind: SERVICE.kind,
  metadata: {
    name: NAME,
    namespace: OPERATOR_NAMESPACE,
    labels: { ...LABELS, [LABEL.pluginName]: BARMAN_PLUGIN },
    annotations: { 'cnpg.io/pluginPort': String(PORT) },
  },
  spec: { selector: LABELS, ports: [{ port: PORT, protocol: 'TCP', targetPort: PORT }] },
};
