import type { ResourceType } from '../kube/meta/index.js';
import { resourceName } from '../kube/meta/index.js';
import type { CompiledSchema } from '../kube/schema/index.js';
import { compileSchema } from '../kube/schema/index.js';
import { kindOf, kindSchemaOf } from './declare/index.js';
import { KINDS } from './kinds.js';

const compiled = new Map<string, CompiledSchema>();

/**
 * The schema of one of our kinds, the very one of its CustomResourceDefinition: whoever validates by it says what the
 * API server would say. Compiled at the first call and kept.
 * @throws TypeError for a kind that is not ours.
 */
export function schemaFor(type: Pick<ResourceType, 'group' | 'plural'>): CompiledSchema {
  const name = resourceName(type);
  const schema = compiled.get(name) ?? compileSchema(kindSchemaOf(findKind(name)));
  compiled.set(name, schema);
  return schema;
}

function findKind(name: string): (typeof KINDS)[number] {
  const kind = KINDS.find((candidate) => resourceName(kindOf(candidate).type) === name);
  if (!kind) throw new TypeError(`"${name}" is not one of our kinds`);
  return kind;
}
