import type { Condition, KubeObject } from '../../../kube/meta/index.js';
import type { StructuralSchema } from '../../../kube/schema/index.js';
import type { PrinterColumn, ScaleSubresource } from './served-resource.js';

/** apiextensions.k8s.io/v1, as far as this server reads it; what comes off the wire is checked before it is believed. */
export interface CustomResourceDefinition extends KubeObject {
  spec: {
    group: string;
    scope: 'Namespaced' | 'Cluster';
    names: DefinitionNames;
    versions: DefinitionVersion[];
    conversion?: { strategy?: string };
    preserveUnknownFields?: boolean;
  };
  status?: {
    acceptedNames?: Partial<DefinitionNames>;
    storedVersions?: string[];
    conditions?: Condition[];
  };
}

export interface DefinitionNames {
  plural: string;
  kind: string;
  singular?: string;
  listKind?: string;
  shortNames?: string[];
  categories?: string[];
}

export interface DefinitionVersion {
  name: string;
  served: boolean;
  storage: boolean;
  deprecated?: boolean;
  deprecationWarning?: string;
  schema?: { openAPIV3Schema?: StructuralSchema };
  subresources?: { status?: Record<string, never>; scale?: ScaleSubresource };
  additionalPrinterColumns?: PrinterColumn[];
  selectableFields?: { jsonPath: string }[];
}
