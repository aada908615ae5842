import { isMap, isScalar, isSeq } from 'yaml';
import type { YAMLMap } from 'yaml';

/**
 * The paths of keys that occur twice in one map of a YAML document. The library can refuse them itself, but compares every
 * key with every other: a large hostile map would keep the server busy for minutes.
 */
export function findDuplicateYamlKeys(node: unknown, path = ''): string[] {
  if (isMap(node)) return duplicatesOfMap(node, path);
  if (!isSeq(node)) return [];
  return node.items.flatMap((item, index) => findDuplicateYamlKeys(item, `${path}[${index}]`));
}

function duplicatesOfMap({ items }: YAMLMap, path: string): string[] {
  const seen = new Set<string>();
  return items.flatMap(({ key, value }) => {
    const name = String(isScalar(key) ? key.value : key);
    const keyPath = path === '' ? name : `${path}.${name}`;
    const isDuplicate = seen.has(name);
    seen.add(name);
    return [...(isDuplicate ? [keyPath] : []), ...findDuplicateYamlKeys(value, keyPath)];
  });
}
