import {
  apiVersionOf,
  CUSTOM_RESOURCE_DEFINITION,
  resourceName,
  type ResourceType,
  type UntypedObject,
} from '../../../../kube/meta/index.js';
import type { StructuralSchema } from '../../../../kube/schema/index.js';

export interface PrinterColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date';
  readonly jsonPath: string;
  readonly description?: string;
}

export const AGE: PrinterColumn = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };

export interface KindDefinition {
  readonly type: ResourceType;
  readonly description: string;
  /** What people may call the kind besides its name. */
  readonly aliases?: { readonly shortNames: readonly string[]; readonly categories?: readonly string[] };
  readonly spec: StructuralSchema;
  /** At the top; default: metadata and spec. */
  readonly required?: readonly string[];
  /** Absent: no status subresource. */
  readonly status?: StructuralSchema;
  readonly scale?: { specReplicasPath: string; statusReplicasPath: string; labelSelectorPath?: string };
  readonly columns: readonly PrinterColumn[];
}

export function buildDefinition({
  type,
  description,
  aliases,
  spec,
  required = ['metadata', 'spec'],
  status,
  scale,
  columns,
}: KindDefinition): UntypedObject {
  const { group, kind, plural, namespaced, version } = type;
  const subresources = { ...(status ? { status: {} } : {}), ...(scale ? { scale } : {}) };
  return {
    apiVersion: apiVersionOf(CUSTOM_RESOURCE_DEFINITION),
    kind: CUSTOM_RESOURCE_DEFINITION.kind,
    metadata: { name: resourceName(type) },
    spec: {
      group,
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase(), ...aliases },
      scope: namespaced ? 'Namespaced' : 'Cluster',
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          ...(columns.length > 0 ? { additionalPrinterColumns: columns } : {}),
          schema: {
            openAPIV3Schema: {
              ...rootSchema(description, spec, status),
              ...(required.length > 0 ? { required: [...required] } : {}),
            },
          },
          ...(Object.keys(subresources).length > 0 ? { subresources } : {}),
        },
      ],
    },
  };
}

const rootSchema = (
  description: string,
  spec: StructuralSchema,
  status: StructuralSchema | undefined,
): StructuralSchema => ({
  type: 'object',
  description,
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
    spec,
    ...(status ? { status } : {}),
  },
});
