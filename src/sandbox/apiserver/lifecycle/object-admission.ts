import type { UntypedObject } from '../../../kube/meta/index.js';
import type { AdmissionAttributes, AdmissionChain } from '../admission/index.js';
import type { WriteRequest } from './write-request.js';

export interface AdmittedWrite extends Pick<AdmissionAttributes, 'name' | 'object' | 'oldObject'> {
  readonly operation: keyof typeof OPTIONS_KINDS;
}

/** Those of what is done, whatever was asked for: a patch may create. */
const OPTIONS_KINDS = { CREATE: 'CreateOptions', UPDATE: 'UpdateOptions', DELETE: 'DeleteOptions' } as const;

/** Asks the webhooks and policies, and only waits where one of them wants the write. */
export class ObjectAdmission {
  constructor(private readonly chain: AdmissionChain) {}

  /** The object as webhooks leave it: the very one given when none changed it. @throws AdmissionDenied */
  async mutate(request: WriteRequest, write: AdmittedWrite): Promise<UntypedObject | null> {
    const attributes = attributesOf(request, write);
    if (!this.chain.needsMutation(attributes)) return write.object;
    const { object, warnings } = await this.chain.mutate(attributes);
    request.warnings.add(...warnings);
    return object;
  }

  /** @throws AdmissionDenied */
  async validate(request: WriteRequest, write: AdmittedWrite): Promise<void> {
    const attributes = attributesOf(request, write);
    if (!this.chain.needsValidation(attributes)) return;
    const { warnings } = await this.chain.validate(attributes);
    request.warnings.add(...warnings);
  }
}

function attributesOf(request: WriteRequest, write: AdmittedWrite): AdmissionAttributes {
  const { resource, namespace, subresource, user, options } = request;
  return {
    ...write,
    resource,
    user,
    dryRun: options.dryRun,
    options: { ...options.asSent, kind: OPTIONS_KINDS[write.operation], apiVersion: 'meta.k8s.io/v1' },
    ...(namespace === undefined ? {} : { namespace }),
    ...(subresource === undefined ? {} : { subresource }),
  };
}
