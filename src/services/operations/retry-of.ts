import type { OpsRequest } from '../../resources/ops-request/index.js';

/**
 * The same wish again. What was said of one moment stays behind: when to start, what had to hold by then, and that it was
 * called off.
 */
export function retryOf({ apiVersion, kind, metadata, spec }: OpsRequest): OpsRequest {
  const { cancel: _, preconditions: __, notBefore: ___, ...wish } = spec;
  const { namespace, name, labels } = metadata;
  return {
    apiVersion,
    kind,
    metadata: { namespace, labels } as OpsRequest['metadata'],
    spec: { ...wish, retryOf: name },
  };
}
