import { apiVersionOf, type KubeObject, type ResourceType } from '../../../../kube/meta/index.js';
import { MUTATING_WEBHOOK_CONFIGURATION, VALIDATING_WEBHOOK_CONFIGURATION } from '../kinds.js';
import { WEBHOOK_ENDPOINTS, type WebhookEndpoint } from './endpoints.js';

interface WebhookConfiguration extends KubeObject {
  webhooks: Record<string, unknown>[];
}

interface Reach {
  readonly url: string;
  readonly caBundle: string;
}

/** The two configurations that make the API server ask, and refuse writes while nobody answers. */
export function buildWebhookConfigurations(reach: Reach): { type: ResourceType; object: WebhookConfiguration }[] {
  return [
    build(MUTATING_WEBHOOK_CONFIGURATION, 'mutating', reach),
    build(VALIDATING_WEBHOOK_CONFIGURATION, 'validating', reach),
  ].map(([type, object]) => ({ type, object }));
}

function build(type: ResourceType, kind: WebhookEndpoint['kind'], reach: Reach): [ResourceType, WebhookConfiguration] {
  const endpoints = WEBHOOK_ENDPOINTS.filter((endpoint) => endpoint.kind === kind);
  const object = {
    apiVersion: apiVersionOf(type),
    kind: type.kind,
    metadata: { name: `cnpg-${kind}-webhook-configuration` },
    webhooks: endpoints.map((endpoint) => buildWebhook(endpoint, reach)),
  };
  return [type, object];
}

function buildWebhook({ name, path, resource }: WebhookEndpoint, { url, caBundle }: Reach): Record<string, unknown> {
  return {
    name,
    admissionReviewVersions: ['v1'],
    clientConfig: { url: url + path, caBundle },
    failurePolicy: 'Fail',
    sideEffects: 'None',
    rules: [
      {
        apiGroups: [resource.group],
        apiVersions: [resource.version],
        operations: ['CREATE', 'UPDATE'],
        resources: [resource.plural],
        scope: 'Namespaced',
      },
    ],
  };
}
