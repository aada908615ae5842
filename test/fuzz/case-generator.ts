import type { FuzzCase, GivenObject } from './fuzz-case.js';
import { HOSTILE_KEYS, oddValue, withMember } from './hostile-values.js';
import type { Json } from './hostile-values.js';
import { HOSTILE_TEXTS, hostileBytes } from './hostile-texts.js';
import { mutate, mutateText } from './mutate.js';
import { hostilePath, hostileQuery, watchQuery } from './hostile-urls.js';
import { SeededRandom } from './seeded-random.js';
import { ADMISSION_SEEDS, CORE_SEEDS, DEFINITIONS, FUZZ_NAMESPACE, WIDGETS } from './seed-objects.js';
import type { SeedKind } from './seed-objects.js';

const JSON_TYPE = 'application/json';
const APPLY_TYPE = 'application/apply-patch+yaml';
const PATCH_TYPES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];
const ODD_TYPES = [
  ...PATCH_TYPES,
  APPLY_TYPE,
  '',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
  'application/cbor',
  'application/json; charset=utf-16',
  'APPLICATION/JSON',
  'text/html',
  ';;;',
  'constructor',
  '__proto__',
];

interface Draft {
  readonly random: SeededRandom;
  /** Of no other case. */
  readonly name: string;
}

type Family = (draft: Draft) => Omit<FuzzCase, 'family'>;

const seedKind = (random: SeededRandom): SeedKind => (random.chance(0.45) ? WIDGETS : random.pick(CORE_SEEDS));

/** The query that keeps what must not come into force out of the store. */
function writeQuery({ dryRunOnly }: SeedKind, random: SeededRandom, more: readonly string[] = []): string {
  const validation = random.chance(0.3) ? [`fieldValidation=${random.pick(['Strict', 'Warn', 'Ignore'])}`] : [];
  const terms = [...(dryRunOnly || random.chance(0.1) ? ['dryRun=All'] : []), ...validation, ...more];
  return terms.length > 0 ? `?${terms.join('&')}` : '';
}

const bodyOf = (value: Json, random: SeededRandom): string => {
  const text = JSON.stringify(value);
  return random.chance(0.1) ? mutateText(text, random) : text;
};

const given = (kind: SeedKind, name: string): GivenObject[] =>
  kind.dryRunOnly ? [] : [{ collection: kind.collection, object: kind.make(name) }];

function subresource({ hasStatus, hasScale }: SeedKind, random: SeededRandom): string {
  const offered = [...(hasStatus ? ['/status'] : []), ...(hasScale ? ['/scale'] : [])];
  return offered.length > 0 && random.chance(0.25) ? random.pick(offered) : '';
}

const create =
  (kindOf: (random: SeededRandom) => SeedKind): Family =>
  ({ random, name }) => {
    const kind = kindOf(random);
    const path = `${kind.collection}${writeQuery(kind, random)}`;
    const body = bodyOf(mutate(kind.make(name), random), random);
    return { given: [], method: 'POST', path, headers: { 'content-type': JSON_TYPE }, body };
  };

const update: Family = ({ random, name }) => {
  const kind = random.pick([WIDGETS, ...CORE_SEEDS.filter(({ dryRunOnly }) => !dryRunOnly)]);
  const sub = subresource(kind, random);
  const path = `${kind.collection}/${name}${sub}${writeQuery(kind, random)}`;
  const body = bodyOf(mutate(kind.make(name), random), random);
  return { given: given(kind, name), method: 'PUT', path, headers: { 'content-type': JSON_TYPE }, body };
};

/** Pointers into objects, and into what objects inherit. */
function pointer(random: SeededRandom, object: Json): string {
  let path = '';
  let at: Json = object;
  while (typeof at === 'object' && at !== null && random.chance(0.75)) {
    const keys = Object.keys(at);
    const key =
      keys.length > 0 && random.chance(0.85) ? random.pick(keys) : random.pick([...HOSTILE_KEYS, '-', '0', '99', '01']);
    path += `/${key}`;
    at = Object.hasOwn(at, key) ? ((at as Record<string, Json>)[key] ?? null) : null;
  }
  return path;
}

function jsonPatch(random: SeededRandom, object: Json): Json {
  const operations = random.some(5, (): Json => ({
    op: random.pick(['add', 'replace', 'remove', 'test', 'move', 'copy', 'add', 'nope', '__proto__']),
    path: random.chance(0.95) ? pointer(random, object) : oddValue(random),
    ...(random.chance(0.8) ? { value: oddValue(random) } : {}),
    ...(random.chance(0.5) ? { from: pointer(random, object) } : {}),
  }));
  return random.chance(0.9) ? operations : mutate({ operations }, random);
}

/** A part of a valid object, spoilt, with what strategic patches call directives. */
function partial(kind: SeedKind, name: string, random: SeededRandom): Json {
  const { apiVersion: _apiVersion, kind: _kind, ...rest } = kind.make(name);
  const fields = Object.entries(rest).filter(() => random.chance(0.6));
  const patch = Object.fromEntries(fields);
  const directive = random.pick([
    '$patch',
    '$retainKeys',
    '$setElementOrder/ports',
    '$deleteFromPrimitiveList/finalizers',
  ]);
  return random.chance(0.3)
    ? { ...patch, [directive]: random.pick<Json>(['delete', 'replace', ['a'], null, {}]) }
    : mutate(patch, random);
}

const patch: Family = ({ random, name }) => {
  const kind = random.pick([WIDGETS, WIDGETS, ...CORE_SEEDS.filter(({ dryRunOnly }) => !dryRunOnly)]);
  const type = random.pick(PATCH_TYPES);
  const value = type === PATCH_TYPES[0] ? jsonPatch(random, kind.make(name)) : partial(kind, name, random);
  const path = `${kind.collection}/${name}${subresource(kind, random)}${writeQuery(kind, random)}`;
  return {
    given: given(kind, name),
    method: 'PATCH',
    path,
    headers: { 'content-type': type },
    body: bodyOf(value, random),
  };
};

/** The same, with its keys and items in another order. */
function unsorted(value: Json, random: SeededRandom): Json {
  if (Array.isArray(value)) return random.shuffled(value.map((item) => unsorted(item, random)));
  if (typeof value !== 'object' || value === null) return value;
  return random
    .shuffled(Object.entries(value))
    .reduce<{ [key: string]: Json }>((object, [key, member]) => withMember(object, key, unsorted(member, random)), {});
}

const apply: Family = ({ random, name }) => {
  const kind = random.pick([WIDGETS, WIDGETS, WIDGETS, ...CORE_SEEDS.filter(({ dryRunOnly }) => !dryRunOnly)]);
  const manager = [`fieldManager=${random.pick(['a', 'b', 'a', '%F0%9F%92%A5', 'x'.repeat(129), ''])}`];
  const query = writeQuery(kind, random, [...manager, ...(random.chance(0.5) ? ['force=true'] : [])]);
  const object = kind.make(name);
  const managed: Json = { name, managedFields: [oddValue(random)] };
  const value = unsorted(mutate(random.chance(0.1) ? { ...object, metadata: managed } : object, random), random);
  const objects = random.chance(0.7) ? given(kind, name) : [];
  const path = `${kind.collection}/${name}${subresource(kind, random)}${query}`;
  return {
    given: objects,
    method: 'PATCH',
    path,
    headers: { 'content-type': APPLY_TYPE },
    body: bodyOf(value, random),
  };
};

/** What clients may send back of their own: entries of field ownership. */
const ownership: Family = ({ random, name }) => {
  const managedFields = random.some<Json>(3, () =>
    mutate(
      {
        manager: 'm',
        operation: 'Apply',
        apiVersion: 'v1',
        time: '2026-01-02T03:04:05Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': { 'f:size': {}, 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { '.': {} } } } },
      },
      random,
    ),
  );
  const kind = random.pick([WIDGETS, CORE_SEEDS[0]!]);
  const path = `${kind.collection}/${name}`;
  const body = JSON.stringify({ metadata: { managedFields } });
  return { given: given(kind, name), method: 'PATCH', path, headers: { 'content-type': PATCH_TYPES[1]! }, body };
};

const remove: Family = ({ random, name }) => {
  const kind = seedKind(random);
  const options: Json = mutate(
    {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy: 'Background',
      preconditions: { uid: 'u' },
      dryRun: ['All'],
      gracePeriodSeconds: 0,
    },
    random,
  );
  const isCollection = random.chance(0.2);
  const path = isCollection ? `${kind.collection}?labelSelector=none%3Dsuch` : `${kind.collection}/${name}`;
  return {
    given: isCollection ? [] : given(kind, name),
    method: 'DELETE',
    path,
    headers: { 'content-type': random.chance(0.9) ? JSON_TYPE : random.pick(ODD_TYPES) },
    body: bodyOf(options, random),
  };
};

const list: Family = ({ random }) => {
  const kind = seedKind(random);
  return { given: [], method: 'GET', path: `${kind.collection}?${hostileQuery(random)}`, headers: {} };
};

const watch: Family = ({ random }) => {
  const kind = seedKind(random);
  return { given: [], method: 'GET', path: `${kind.collection}?${watchQuery(random)}`, headers: {} };
};

const path: Family = ({ random, name }) => ({
  given: [],
  method: random.pick(['GET', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
  path: hostilePath(random, name),
  headers: { 'content-type': JSON_TYPE },
});

const text: Family = ({ random, name }) => {
  const kind = random.pick([WIDGETS, CORE_SEEDS[0]!]);
  const isCreate = random.chance(0.6);
  const type = random.pick([JSON_TYPE, 'application/yaml', ...(isCreate ? [''] : [APPLY_TYPE, ...PATCH_TYPES])]);
  const query = isCreate ? '' : '?fieldManager=a';
  return {
    given: isCreate ? [] : given(kind, name),
    method: isCreate ? 'POST' : 'PATCH',
    path: `${kind.collection}${isCreate ? '' : `/${name}`}${query}`,
    headers: { 'content-type': type },
    body: random.pick(HOSTILE_TEXTS),
  };
};

const bytes: Family = ({ random }) => {
  const kind = random.pick([WIDGETS, ...CORE_SEEDS.slice(0, 3)]);
  const type = random.pick([
    JSON_TYPE,
    'application/yaml',
    'application/vnd.kubernetes.protobuf',
    'application/vnd.kubernetes.protobuf',
  ]);
  return {
    given: [],
    method: 'POST',
    path: `${kind.collection}?dryRun=All`,
    headers: { 'content-type': type },
    body: hostileBytes(random),
  };
};

const type: Family = ({ random, name }) => {
  const kind = seedKind(random);
  const isCreate = random.chance(0.5);
  return {
    given: isCreate ? [] : given(kind, name),
    method: isCreate ? 'POST' : random.pick(['PUT', 'PATCH']),
    path: `${kind.collection}${isCreate ? '' : `/${name}`}?fieldManager=a${kind.dryRunOnly ? '&dryRun=All' : ''}`,
    headers: {
      'content-type': random.pick(ODD_TYPES),
      accept: random.pick(['*/*', 'application/json', ...ODD_TYPES.filter(Boolean)]),
    },
    body: JSON.stringify(kind.make(name)),
  };
};

const headers: Family = ({ random }) => ({
  given: [],
  method: 'GET',
  path: random.pick([WIDGETS, ...CORE_SEEDS]).collection + random.pick(['', '/absent', '?watch=1&timeoutSeconds=1']),
  headers: {
    [random.pick([
      'authorization',
      'accept',
      'impersonate-user',
      'impersonate-group',
      'impersonate-extra-a%2',
      'impersonate-uid',
      'user-agent',
      'if-none-match',
      'x-http-method-override',
      'range',
      'cookie',
      'origin',
      'accept-encoding',
    ])]: random.pick([
      '',
      'Bearer',
      'Bearer x',
      'Basic eDp5',
      'system:admin',
      'DELETE',
      '*',
      'bytes=0-1',
      ';q=',
      'application/json;as=Table',
      'application/json;as=Table;v=v1;g=meta.k8s.io;;;',
      'a'.repeat(8000),
    ]),
  },
});

const REVIEWS: readonly (readonly [path: string, object: { [key: string]: Json }])[] = [
  [
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    { spec: { resourceAttributes: { verb: 'get', resource: 'pods', namespace: 'a' } } },
  ],
  [
    '/apis/authorization.k8s.io/v1/subjectaccessreviews',
    { spec: { user: 'u', groups: ['g'], extra: { a: ['b'] }, nonResourceAttributes: { path: '/x', verb: 'get' } } },
  ],
  [
    `/apis/authorization.k8s.io/v1/namespaces/${FUZZ_NAMESPACE}/localsubjectaccessreviews`,
    { spec: { user: 'u', resourceAttributes: { verb: 'get', resource: 'pods', namespace: FUZZ_NAMESPACE } } },
  ],
  ['/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', { spec: { namespace: 'a' } }],
  ['/apis/authentication.k8s.io/v1/tokenreviews', { spec: { token: 'a.b.c', audiences: ['a'] } }],
  ['/apis/authentication.k8s.io/v1/selfsubjectreviews', {}],
  [
    `/api/v1/namespaces/${FUZZ_NAMESPACE}/serviceaccounts/default/token`,
    { spec: { audiences: ['a'], expirationSeconds: 600 } },
  ],
  [
    `/api/v1/namespaces/${FUZZ_NAMESPACE}/pods/absent/eviction`,
    { metadata: { name: 'absent' }, deleteOptions: { gracePeriodSeconds: 0 } },
  ],
];

const review: Family = ({ random }) => {
  const [path, object] = random.pick(REVIEWS);
  return {
    given: [],
    method: 'POST',
    path,
    headers: { 'content-type': JSON_TYPE },
    body: bodyOf(mutate(object, random), random),
  };
};

/** Each as often as it is worth. */
const FAMILIES: readonly (readonly [name: string, weight: number, make: Family])[] = [
  ['create', 18, create(seedKind)],
  ['update', 12, update],
  ['patch', 16, patch],
  ['apply', 14, apply],
  ['ownership', 4, ownership],
  ['definition', 10, create(() => DEFINITIONS)],
  ['admission', 4, create((random) => random.pick(ADMISSION_SEEDS))],
  ['delete', 4, remove],
  ['list', 6, list],
  ['watch', 2, watch],
  ['path', 6, path],
  ['text', 5, text],
  ['bytes', 4, bytes],
  ['type', 4, type],
  ['headers', 3, headers],
  ['review', 4, review],
];

const LOTS = FAMILIES.flatMap(([name, weight, make]) => Array.from({ length: weight }, () => ({ name, make })));

/** The case of a number: the same for the same seed, whichever cases are looked at besides. */
export function generateCase(seed: number, index: number): FuzzCase {
  const random = new SeededRandom(seed).fork(index);
  const { name: family, make } = random.pick(LOTS);
  return { family, ...make({ random, name: `f-${seed}-${index}` }) };
}
