import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { apiVersionOf, resourceName, type KubeObject, type ResourceType } from '../../src/kube/meta/index.js';
import {
  applyDefaults,
  compileSchema,
  formatFieldError,
  prune,
  validate,
  type StructuralSchema,
} from '../../src/kube/schema/index.js';

/** The operators' own CRDs are not part of the product: they are test data where a machine has them. */
const DIRECTORY = process.env.OPERATOR_CRDS ?? '../shared/operators/crds';

interface Definition {
  readonly spec: { readonly versions: { name: string; schema: { openAPIV3Schema: StructuralSchema } }[] };
}

/** What an API server with the operator's CRD would say of a write. */
export interface Admission {
  /** Fields that the schema does not know: an API server would drop them without a word. */
  readonly unknownFields: readonly string[];
  readonly errors: readonly string[];
}

const fileOf = (type: ResourceType): string => join(DIRECTORY, `${type.group}_${type.plural}.yaml`);

/**
 * Why a suite about these kinds cannot run here; undefined when it can.
 * @throws Error where CI is set: there the CRDs are expected, and a skipped suite would look like a passed one.
 */
export function missingCrds(types: readonly ResourceType[]): string | undefined {
  const missing = types.filter((type) => !existsSync(fileOf(type))).map(resourceName);
  if (missing.length === 0) return undefined;
  const reason = `no CRD of ${missing.join(', ')} in ${DIRECTORY}; set OPERATOR_CRDS`;
  if (process.env.CI) throw new Error(reason);
  return reason;
}

/** Reads and compiles the CRD's schema once; the judge takes the object as it stands now as the second argument. */
export function judgeOf(type: ResourceType): (object: KubeObject, old?: KubeObject) => Admission {
  const { spec } = parse(readFileSync(fileOf(type), 'utf8')) as Definition;
  const schema = spec.versions.find(({ name }) => name === type.version)!.schema.openAPIV3Schema;
  const compiled = compileSchema(schema);
  const complete = (object: KubeObject): KubeObject => applyDefaults(schema, prune(schema, object).value);
  return (object, old) => {
    if (object.apiVersion !== apiVersionOf(type) || object.kind !== type.kind) {
      return { unknownFields: [], errors: [`not a ${type.kind} of ${apiVersionOf(type)}`] };
    }
    const { errors } = validate(compiled, complete(object), { old: old && complete(old) });
    return { unknownFields: prune(schema, object).unknownFields, errors: errors.map(formatFieldError) };
  };
}
