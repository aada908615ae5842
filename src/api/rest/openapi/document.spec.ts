import { readFile } from 'node:fs/promises';
import { PROBLEMS } from '../../../domain/errors.js';
import { loadExamples } from '../../../examples.js';
import type { KubeObject, ResourceType } from '../../../kube/meta/index.js';
import { applyDefaults, formatFieldError, validate } from '../../../kube/schema/index.js';
import { kindOf } from '../../../resources/declare/index.js';
import { KINDS } from '../../../resources/kinds.js';
import { schemaFor } from '../../../resources/schema-of.js';
import { bodyExamples } from './body-examples.js';
import type { Manifests } from './manifests.js';
import type { Content, Operation, Parameter, Response } from './open-api.js';
import { openApiFile } from './openapi-file.js';

const TYPES = new Map<string, ResourceType>(KINDS.map((kind) => [kindOf(kind).type.kind, kindOf(kind).type]));

function problemsOf(object: KubeObject): string[] {
  const { schema, ...compiled } = schemaFor(TYPES.get(object.kind)!);
  const stored = applyDefaults(schema, JSON.parse(JSON.stringify(object)));
  return validate({ schema, ...compiled }, stored).errors.map(formatFieldError);
}

const isOurs = (value: unknown): value is KubeObject => TYPES.has((value as Partial<KubeObject>).kind ?? '');

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly items?: Schema;
}

interface Field {
  readonly $ref?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
}

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties?: Readonly<Record<string, Field>> }>>;
    readonly responses: Readonly<Record<string, Response>>;
  };
}

describe('the description of the REST API', () => {
  let manifests: Manifests;
  let document: Described;

  beforeAll(async () => {
    manifests = await loadExamples();
    document = JSON.parse(await openApiFile(async () => ({ version: '1.2.3', manifests })).render()) as Described;
  });

  const operations = (): [string, Operation][] =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
    );

  it('takes its examples from files that the CRDs accept', () => {
    const refused = Object.entries(manifests).flatMap(([name, objects]) =>
      objects.filter(isOurs).flatMap((object) => problemsOf(object).map((problem) => `${name}: ${problem}`)),
    );
    expect(refused).toEqual([]);
  });

  it('shows answers that the CRDs would let be stored', () => {
    const shown = Object.values(bodyExamples(manifests)).flatMap((examples) => Object.values(examples));
    const kinds = shown.filter(isOurs).map((object) => ({ ...object, plan: undefined }));
    expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(TYPES.size - 1);
    expect(kinds.flatMap(problemsOf)).toEqual([]);
  });

  it('says of every field what it means', () => {
    const silent = Object.entries(document.components.schemas).flatMap(([schema, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, field]) => !field.$ref && !field.description)
        .map(([name]) => `${schema}.${name}`),
    );
    expect(silent).toEqual([]);
  });

  it('has an example of every body and of every answer', () => {
    const bare = operations().flatMap(([name, { requestBody, responses }]) =>
      [requestBody, ...Object.values(responses)]
        .flatMap((holder) => Object.entries((holder as { content?: Content } | undefined)?.content ?? {}))
        .filter(([, { example, examples }]) => example === undefined && Object.keys(examples ?? {}).length === 0)
        .map(([type]) => `${name}: ${type}`),
    );
    expect(bare).toEqual([]);
  });

  it('shows what a parameter looks like, unless its values are listed or it has one of its own', () => {
    const speaks = ({ example, schema }: Parameter): boolean => {
      const { type, items, ...said } = schema as Schema;
      return (
        example !== undefined ||
        type === 'boolean' ||
        [said, items].some((each) => (each?.enum ?? each?.default) !== undefined)
      );
    };
    const silent = operations().flatMap(([name, { parameters = [] }]) =>
      (parameters as Parameter[]).filter((each) => !speaks(each)).map((each) => `${name}: ${each.name}`),
    );
    expect(silent).toEqual([]);
  });

  it('tells the codes of problems as the one table has them, and where each is explained', async () => {
    const explained = await readFile('docs/problems.md', 'utf8');
    expect(document.components.schemas['Problem']!.properties!['code']!.enum).toEqual(Object.keys(PROBLEMS));
    const examples = Object.values(document.components.responses).flatMap(({ content }) =>
      Object.entries(content!['application/problem+json']!.examples!),
    );
    expect(examples.length).toBeGreaterThan(20);
    for (const [code, example] of examples) {
      const { type } = (example as { value: { type: string } }).value;
      expect(type).toMatch(new RegExp(`#${code}$`));
      expect(explained).toContain(`\n## ${code}\n`);
    }
  });

  it('tells of every route that asks for a token what is refused without one', () => {
    const without = operations().filter(([, { security, responses }]) => security?.length && !responses['401']);
    expect(without.map(([name]) => name)).toEqual([]);
  });
});
