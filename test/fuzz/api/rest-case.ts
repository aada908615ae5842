import { HOSTILE_TEXTS, hostileBytes } from '../hostile-texts.js';
import { PATCH_TYPES } from '../../../src/api/common/patch-types.js';
import { HOSTILE_KEYS, ODD_TEXTS, oddValue } from '../hostile-values.js';
import type { FuzzCase } from '../fuzz-case.js';
import { mutate, mutateText } from '../mutate.js';
import { SeededRandom } from '../seeded-random.js';
import type { ApiDescription, DocumentedOperation, Parameter } from './documented-operations.js';
import { Sampler, type Schema } from './sample-of-schema.js';

/** Values by the name of a parameter, of things that are there. */
export type Present = Readonly<Record<string, readonly string[]>>;

const ODD_PATH_TEXTS = [
  ...ODD_TEXTS.filter((text) => text.isWellFormed()),
  ...HOSTILE_KEYS.filter((key) => key.isWellFormed()),
];
/** Parts of a path that a client library would never send as they are. */
const RAW_SEGMENTS = ['..', '.', '%2e%2e', '%2F', '..%2f..%2fhealthz', '%00', '%', '%zz', '%c0%af', ';a=b', '*', '//'];
const MEDIA_TYPES = ['text/plain', 'application/xml', 'application/json-patch+json', 'multipart/form-data', 'x', ''];
const ODD_HEADERS: readonly (readonly [string, string])[] = [
  ['if-match', '"'],
  ['if-match', '*, "a", W/"b"'],
  ['if-none-match', 'x'.repeat(4000)],
  ['prefer', 'wait=99999999999, respond-async;;=,'],
  ['prefer', 'wait=-1'],
  ['idempotency-key', 'é'],
  ['idempotency-key', ' '],
  ['accept', 'image/png;q=x'],
  ['accept-encoding', 'br;q=0, *;q=0'],
  ['x-request-id', '../../<script>'],
  ['x-forwarded-for', 'x'.repeat(4000)],
  ['content-encoding', 'gzip'],
  ['last-event-id', '__proto__'],
];

const EVENTS = 'text/event-stream';
const POSITIONS = ['0', '1.2', '-1', '__proto__', 'x'.repeat(4000), 'eyJ2IjoxfQ', 'é'];
/** Where operations of a JSON patch point: at fields, past lists, at what is nobody's to write, at nothing. */
const POINTERS = [
  '',
  '/',
  '/spec/clusterSize',
  '/spec/config/-',
  '/spec/config/0/value',
  '/spec/config/-1',
  '/spec/config/1e9',
  '/spec/storage/size',
  '/metadata/labels/a~1b',
  '/metadata/name',
  '/metadata/uid',
  '/status/phase',
  '/__proto__/polluted',
  '/spec/constructor/prototype/x',
  '/spec/~2',
  'spec',
  `/${'a/'.repeat(2000)}`,
];

/** The case of this number: one operation after the other, so that every one has its share. */
export function generateRestCase(api: ApiDescription, present: Present, seed: number, index: number): FuzzCase {
  const operation = api.operations[index % api.operations.length]!;
  return new RestCaseGenerator(api, present, new SeededRandom(seed).fork(index)).caseOf(operation);
}

class RestCaseGenerator {
  private readonly sampler: Sampler;

  constructor(
    api: ApiDescription,
    private readonly present: Present,
    private readonly random: SeededRandom,
  ) {
    this.sampler = new Sampler(api.schemas, random);
  }

  caseOf({ method, path, parameters, bodies, answers }: DocumentedOperation): FuzzCase {
    const { type, body } = this.bodyOf(bodies);
    const isStreamed = answers.includes(EVENTS) && this.random.chance(0.2);
    return {
      family: `${method} ${path}`,
      given: [],
      method,
      path: this.pathOf(path, parameters) + this.queryOf(parameters, method),
      headers: {
        ...this.headersOf(parameters),
        ...(isStreamed && { accept: EVENTS, 'last-event-id': this.random.pick(POSITIONS) }),
        ...(type && { 'content-type': type }),
      },
      ...(body !== undefined && { body }),
    };
  }

  private pathOf(path: string, parameters: readonly Parameter[]): string {
    const names = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    return names.reduce((made, name) => made.replace(`{${name}}`, () => this.segment(name)), path);
  }

  private segment(name: string): string {
    const known = this.present[name];
    if (known && this.random.chance(0.8)) return this.random.pick(known);
    return this.random.chance(0.4)
      ? this.random.pick(RAW_SEGMENTS)
      : encodeURIComponent(this.random.pick(ODD_PATH_TEXTS));
  }

  /** What changes something is mostly tried without doing it, so that later cases find what is there. */
  private queryOf(parameters: readonly Parameter[], method: string): string {
    const asked = parameters.filter(({ in: place }) => place === 'query' && this.random.chance(0.3));
    const terms = asked.map((parameter) => `${parameter.name}=${encodeURIComponent(this.valueOf(parameter))}`);
    const isTried = method !== 'GET' && (method === 'DELETE' || this.random.chance(0.9));
    if (isTried) terms.push('dryRun=true');
    if (this.random.chance(0.1)) terms.push(this.random.pick(['%', 'a=%zz', '__proto__=1', 'limit=1&limit=2', '&=&']));
    return terms.length > 0 ? `?${terms.join('&')}` : '';
  }

  private valueOf({ name, schema }: Parameter): string {
    if (this.random.chance(0.4)) return this.random.pick(ODD_PATH_TEXTS);
    if (this.present[name]) return this.random.pick(this.present[name]);
    const sample = this.sampler.of(schema);
    return typeof sample === 'string' ? sample : JSON.stringify(sample);
  }

  private headersOf(parameters: readonly Parameter[]): Record<string, string> {
    const documented = parameters
      .filter(({ in: place, name }) => place === 'header' && name !== 'Prefer' && this.random.chance(0.3))
      .map(({ name }) => [name.toLowerCase(), `key-${this.random.int(5)}`] as const);
    const odd = this.random.some(3, () => this.random.pick(ODD_HEADERS));
    return Object.fromEntries([...documented, ...odd]);
  }

  private validOf(type: string, schema: Schema): Parameters<typeof mutate>[0] {
    if (type !== PATCH_TYPES.operations) return this.sampler.of(schema) as Parameters<typeof mutate>[0];
    return this.random.some(4, () => ({
      op: this.random.pick(['add', 'remove', 'replace', 'move', 'copy', 'test']),
      path: this.random.pick(POINTERS),
      ...(this.random.chance(0.3) && { from: this.random.pick(POINTERS) }),
      ...(this.random.chance(0.8) && { value: oddValue(this.random) }),
    })) as unknown as Parameters<typeof mutate>[0];
  }

  private bodyOf(bodies: DocumentedOperation['bodies']): { type?: string; body?: string | Buffer } {
    const types = Object.keys(bodies);
    if (types.length === 0) return this.random.chance(0.9) ? {} : { type: 'application/json', body: '{}' };
    const type = this.random.pick(types);
    const valid = this.validOf(type, bodies[type]!);
    switch (this.random.int(10)) {
      case 0:
        return { type, body: this.random.pick(HOSTILE_TEXTS) };
      case 1:
        return { type, body: hostileBytes(this.random) };
      case 2:
        return { type, body: mutateText(JSON.stringify(valid), this.random) };
      case 3:
        return { type: this.random.pick(MEDIA_TYPES), body: JSON.stringify(valid) };
      case 4:
      case 5:
      case 6:
        return { type, body: JSON.stringify(valid) };
      default:
        return { type, body: JSON.stringify(mutate(valid, this.random)) };
    }
  }
}
