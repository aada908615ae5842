import type { UntypedObject } from '../../src/kube/meta/index.js';
import type { AdmissionAttributes, ServedKinds } from '../../src/sandbox/apiserver/admission/index.js';
import type { ServedResource } from '../../src/sandbox/apiserver/registry/served-resource.js';
import { aServedResource } from './served-resource.js';

/** The create of a widget `w` in the namespace `ns`, with the changes under test. */
export function aWrite(changes: Partial<AdmissionAttributes> = {}): AdmissionAttributes {
  return {
    operation: 'CREATE',
    resource: aServedResource(),
    namespace: 'ns',
    name: 'w',
    object: aWidget(),
    oldObject: null,
    user: { username: 'alice', groups: ['dev'] },
    dryRun: false,
    ...changes,
  };
}

export function aWidget(spec: Record<string, unknown> = { size: 1 }, labels?: Record<string, string>): UntypedObject {
  return {
    apiVersion: 'example.io/v1',
    kind: 'Widget',
    metadata: { name: 'w', namespace: 'ns', ...(labels ? { labels } : {}) },
    spec,
  };
}

export function servedKinds(...resources: ServedResource[]): ServedKinds {
  return {
    find: (group, version, plural) =>
      resources.find((it) => it.group === group && it.version === version && it.plural === plural),
    findByKind: (group, kind) => resources.find((it) => it.group === group && it.kind === kind),
  };
}
