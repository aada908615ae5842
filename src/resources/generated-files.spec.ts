import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { StructuralSchema } from '../kube/schema/index.js';
import { kindOf, kindSchemaOf } from './declare/index.js';
import { resourceFiles } from './generated-files.js';
import { KINDS } from './kinds.js';

const ROOT = path.join(import.meta.dirname, '../..');

describe('generated files', () => {
  it.each(resourceFiles())('$file is what the declarations say; if not: npm run generate', async ({ file, render }) => {
    expect(await readFile(path.join(ROOT, file), 'utf8')).toBe(await render());
  });
});

const kinds = KINDS.map((kind) => ({ name: kindOf(kind).type.kind, schema: kindSchemaOf(kind) }));

/** Every node below `schema`, with its path. */
function walk(schema: StructuralSchema, at = ''): [string, StructuralSchema][] {
  const children: [string, StructuralSchema][] = [
    ...Object.entries(schema.properties ?? {}),
    ...(schema.items ? [['[]', schema.items] as [string, StructuralSchema]] : []),
  ];
  return children.flatMap(([name, child]) => [[`${at}.${name}`, child], ...walk(child, `${at}.${name}`)]);
}

const isBounded = ({ type, maxLength, maxItems, maximum, ...schema }: StructuralSchema): boolean => {
  switch (type) {
    case 'string':
      return maxLength !== undefined || schema.enum !== undefined || schema.format === 'date-time';
    case 'array':
      return maxItems !== undefined;
    case 'integer':
    case 'number':
      return maximum !== undefined;
    case 'object':
      return !schema.additionalProperties || schema.maxProperties !== undefined;
    default:
      return true;
  }
};

describe.each(kinds)('the schema of $name', ({ schema }) => {
  const nodes = walk(schema).filter(([at]) => !at.startsWith('.metadata'));

  it('bounds every string, list, map and number: the cost of a rule must be known before it runs', () => {
    expect(nodes.filter(([, node]) => !isBounded(node)).map(([at]) => at)).toEqual([]);
  });

  it('describes every field in whole sentences', () => {
    const fields = nodes.filter(([at]) => !at.endsWith('.[]'));
    expect(fields.filter(([, { description }]) => !description?.endsWith('.')).map(([at]) => at)).toEqual([]);
  });
});
