import { DEPLOYMENT, type UntypedObject } from '../../kube/meta/index.js';
import type { Informer, SharedInformers } from '../../kube/informer/index.js';
import type { Provider } from '../../providers/contract/index.js';
import type { EngineOperatorStatus } from '../../resources/database-engine/index.js';

interface PodTemplate {
  spec?: { containers?: { image?: string }[] };
}

/** Tells from the served kinds and the operator's Deployment whether an engine's operator is there. */
export class OperatorPresence {
  readonly #deployments: ReadonlyMap<string, Informer<UntypedObject>>;

  constructor(
    private readonly informers: SharedInformers,
    providers: readonly Provider[],
  ) {
    this.#deployments = new Map(providers.map((provider) => [provider.engine, this.watchDeployments(provider)]));
  }

  deploymentsOf(engine: string): Informer<UntypedObject> | undefined {
    return this.#deployments.get(engine);
  }

  statusOf({ engine, operator }: Provider): EngineOperatorStatus {
    const installed = operator.requiredCrds.every((name) => this.informers.serves(splitCrdName(name)));
    const version = this.#deployments.get(engine)?.store.list().map(imageTagOf).find(Boolean);
    return { name: operator.name, installed, ...(version && { version }) };
  }

  private watchDeployments({ operator }: Provider): Informer<UntypedObject> {
    return this.informers.ensure<UntypedObject>({ type: DEPLOYMENT, labelSelector: operator.deploymentLabelSelector });
  }
}

/** `plural.group`; served is judged by group and plural alone, whatever the version. */
function splitCrdName(name: string): {
  group: string;
  plural: string;
  version: string;
  kind: string;
  namespaced: boolean;
} {
  const dot = name.indexOf('.');
  return { plural: name.slice(0, dot), group: name.slice(dot + 1), version: '', kind: '', namespaced: true };
}

/** `ghcr.io/x/operator:1.30.0@sha256:…` gives `1.30.0`; an image that only a digest names gives nothing. */
export function imageTagOf(deployment: UntypedObject): string | undefined {
  const template = deployment.spec?.template as PodTemplate | undefined;
  return template?.spec?.containers?.map(({ image }) => /^[^@]*:([\w.-]+)(?:@|$)/.exec(image ?? '')?.[1]).find(Boolean);
}
