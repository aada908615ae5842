import { HOSTILE_KEYS, ODD_TEXTS } from './hostile-values.js';
import type { SeededRandom } from './seeded-random.js';
import { FUZZ_GROUP, FUZZ_NAMESPACE } from './seed-objects.js';

const SEGMENTS = [
  'api',
  'apis',
  'v1',
  FUZZ_GROUP,
  'apps',
  'namespaces',
  FUZZ_NAMESPACE,
  'default',
  'widgets',
  'pods',
  'configmaps',
  'status',
  'scale',
  'log',
  'exec',
  'proxy',
  'token',
  'openapi',
  'v2',
  'v3',
  'healthz',
  'version',
  'watch',
  'metrics',
  '.',
  '..',
  '',
  '%2e%2e',
  '%2F',
  '%',
  '%zz',
  '%00',
  '%c0%af',
  '%F0%9F%92%A5',
  '__proto__',
  'constructor',
  '*',
  'a'.repeat(300),
  ';a=b',
];

const ROOTS = [
  '/api/v1',
  '/apis',
  `/apis/${FUZZ_GROUP}/v1`,
  `/api/v1/namespaces/${FUZZ_NAMESPACE}`,
  '/openapi/v3',
  '',
  '/healthz',
];

/** A path that may be anything's; a dry run, for it may be that of something the other cases need. */
export function hostilePath(random: SeededRandom, name: string): string {
  const segments = random.some(5, () => (random.chance(0.1) ? name : random.pick(SEGMENTS)));
  const path = `${random.pick(ROOTS)}${segments.map((segment) => `/${segment}`).join('')}` || '/';
  return `${path}?${random.chance(0.2) ? `${hostileQuery(random)}&` : ''}dryRun=All`;
}

const SELECTORS = [
  'a=b',
  'a==b,c!=d',
  'a in (b,c),d notin (e)',
  '!a',
  'a',
  'a>1',
  'a<x',
  'a in ()',
  'a in (',
  'in in (in)',
  ',',
  '=',
  'a=b=c',
  'a=,b',
  '/a=b',
  'a/b/c=d',
  'x'.repeat(64),
  '__proto__=a',
  'constructor',
  'metadata.name=a',
  'metadata.name!=a,metadata.namespace=b',
  'spec.mode=safe',
  'status.phase=Running',
  'metadata.name',
  'a\\,b=c',
  'toString=a',
  `${'a=b,'.repeat(500)}a=b`,
  `a in (${'b,'.repeat(500)}b)`,
];

const token = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const TOKENS = [
  '',
  'x',
  'AAAA',
  '!!!',
  token({}),
  token(null),
  token([]),
  token({ v: 'meta.k8s.io/v1', rv: 1, start: 'a' }),
  token({ v: 'meta.k8s.io/v1', rv: -1, start: '' }),
  token({ v: 'meta.k8s.io/v1', rv: -5, start: 'a\u0000' }),
  token({ v: 'meta.k8s.io/v1', rv: 1e300, start: 'a\u0000' }),
  token({ v: 'meta.k8s.io/v1', rv: 0, start: '/../../a' }),
  token({ v: 'v2', rv: 1, start: 'a' }),
];

const VALUES: Readonly<Record<string, readonly string[]>> = {
  labelSelector: SELECTORS,
  fieldSelector: SELECTORS,
  continue: TOKENS,
  limit: ['1', '0', '-1', 'x', '1e3', '99999999999999999999', '1.5', ''],
  resourceVersion: ['0', '1', '-1', 'x', '', '99999999999999999999999'],
  resourceVersionMatch: ['Exact', 'NotOlderThan', 'Other', ''],
  sendInitialEvents: ['true', 'false', 'x', ''],
  allowWatchBookmarks: ['true', 'x'],
  includeObject: ['None', 'Metadata', 'Object', 'x'],
  pretty: ['true', '1', 'x'],
  dryRun: ['All', 'Some', ''],
  fieldManager: ['', 'a', '\u0000'],
  force: ['true', 'x'],
  propagationPolicy: ['Orphan', 'x'],
  timeoutSeconds: ['1', 'x', '-1', '99999999999999999999'],
};

const NAMES = Object.keys(VALUES);

function parameter(random: SeededRandom): string {
  const name = random.chance(0.95) ? random.pick(NAMES) : random.pick(HOSTILE_KEYS.filter((key) => key.isWellFormed()));
  const value = random.pick(VALUES[name] ?? ODD_TEXTS.filter((text) => text.isWellFormed()));
  if (random.chance(0.03)) return random.pick(['%', '%zz=1', 'a=%', '&&&', '=', 'limit=%31', 'limit=1&limit=x']);
  return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
}

export function hostileQuery(random: SeededRandom): string {
  return [parameter(random), ...random.some(3, () => parameter(random))].join('&');
}

/** A watch that ends by itself: every term that decides on how long is ours. */
export function watchQuery(random: SeededRandom): string {
  const terms = hostileQuery(random)
    .split('&')
    .filter((term) => !term.startsWith('timeoutSeconds'));
  return [...terms, 'watch=true', 'timeoutSeconds=1'].join('&');
}
