import { KubeError, type HttpKubeClient } from '../../../src/kube/client/index.js';
import { apiVersionOf, type KubeObject, type ResourceType } from '../../../src/kube/meta/index.js';
import { OPS_REQUEST } from '../../../src/resources/ops-request/index.js';
import { problemOf } from '../../../src/services/kube-problems.js';
import type { Answered, Complaint, Door, OperationAsk, Ways, Written } from './door.js';

/** As `kubectl create` writes: strictly, so that what is not known is refused and not dropped. */
const KUBECTL = { fieldManager: 'kubectl-create', strict: true };

/** The custom resource, written to the Kubernetes API as `kubectl` does. */
export class YamlDoor implements Door {
  readonly name = 'YAML';
  #operations = 0;

  constructor(
    private readonly client: HttpKubeClient,
    readonly namespace: string,
  ) {}

  create(type: ResourceType, { metadata, spec }: Written, ways?: Ways): Promise<Answered> {
    const object = { ...typed(type), metadata: { ...metadata, namespace: this.namespace }, spec };
    return answered(() => this.client.create(type, object, { ...KUBECTL, ...ways }));
  }

  patch(type: ResourceType, name: string, spec: object, ways?: Ways): Promise<Answered> {
    const key = { namespace: this.namespace, name };
    return answered(() => this.client.patch(type, key, { type: 'merge', body: { spec } }, { ...KUBECTL, ...ways }));
  }

  delete(type: ResourceType, name: string): Promise<Answered> {
    return answered(async () => {
      await this.client.delete(type, { namespace: this.namespace, name });
    });
  }

  operate(cluster: string, ask: OperationAsk, ways?: Ways): Promise<Answered> {
    const name = `${cluster}-${ask.type.toLowerCase()}-${(this.#operations += 1)}`;
    return this.create(OPS_REQUEST, { metadata: { name }, spec: { clusterRef: { name: cluster }, ...ask } }, ways);
  }
}

const typed = (type: ResourceType): Pick<KubeObject, 'apiVersion' | 'kind'> => ({
  apiVersion: apiVersionOf(type),
  kind: type.kind,
});

async function answered(write: () => Promise<KubeObject | void>): Promise<Answered> {
  try {
    const object = (await write()) as (KubeObject & { spec?: unknown }) | undefined;
    return { complaints: [], name: object?.metadata.name, spec: object?.spec };
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    return { complaints: complaintsOf(error) };
  }
}

function complaintsOf(error: KubeError): Complaint[] {
  const { code, message, fields } = problemOf(error);
  if (fields.length === 0) return [{ code, message }];
  return fields.map(({ pointer, code: of, message: says }) => ({ pointer, code: of, message: says }));
}
