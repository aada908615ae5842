import { invalid } from '../../../domain/validation/field-errors.js';
import { parseQuantity } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import { settingOf, valuePath, type EngineRule, type RuleInput } from '../../contract/validation/index.js';

const SIZE = /^\s*(\d{1,15})\s*(B|kB|MB|GB|TB)?\s*$/;
const BYTES: Readonly<Record<string, bigint>> = { B: 1n, kB: 1n << 10n, MB: 1n << 20n, GB: 1n << 30n, TB: 1n << 40n };

/** The operator reads a bare number as megabytes, for each of the settings below. */
const DEFAULT_UNIT = 'MB';
const DEFAULT_MIN_WAL_SIZE = '80MB';
const DEFAULT_MAX_WAL_SIZE = '1GB';
const NANO = 1_000_000_000n;

interface Amount {
  readonly text: string;
  readonly bytes: bigint;
  /** Where the user wrote it; undefined for a default. */
  readonly index?: number;
}

function parseSize(text: string): bigint | undefined {
  const [, digits, unit = DEFAULT_UNIT] = SIZE.exec(text) ?? [];
  return digits === undefined ? undefined : BigInt(digits) * BYTES[unit]!;
}

function amountOf(input: RuleInput, name: string, fallback?: string): Amount | undefined {
  const setting = settingOf(input, name);
  const text = setting?.value ?? fallback;
  const bytes = text === undefined ? undefined : parseSize(text);
  return text === undefined || bytes === undefined ? undefined : { text, bytes, index: setting?.index };
}

/** The operator itself reads these, and only whole numbers. */
const MEASURED = ['min_wal_size', 'max_wal_size', 'shared_buffers'];
const POSTGRESQL_SIZE = /^\s*-?\d{1,15}(\.\d{1,9})?\s*(B|kB|MB|GB|TB)?\s*$/;

/** The catalogue knows what a size is; which units there are is PostgreSQL's own. */
export const checkSizeSyntax: EngineRule = ({ config, context }) => {
  const sizes = (context.engine.spec.parameters ?? []).filter(({ type }) => type === 'Size').map(({ name }) => name);
  return config.flatMap(({ name, value }, index) => {
    const isMeasured = MEASURED.includes(name.toLowerCase());
    if (!isMeasured && !sizes.includes(name)) return [];
    if (isMeasured ? parseSize(value) !== undefined : POSTGRESQL_SIZE.test(value)) return [];
    const detail = 'must be a whole number with kB, MB, GB or TB, such as 512MB';
    return [invalid(valuePath(index), detail, { badValue: value })];
  });
};

/** The log's bounds are in order, and both fit on the volume that the log has to itself. */
export const checkWalSizes: EngineRule = (input) => {
  const min = amountOf(input, 'min_wal_size', DEFAULT_MIN_WAL_SIZE);
  const max = amountOf(input, 'max_wal_size', DEFAULT_MAX_WAL_SIZE);
  const inOrder = !min || !max || min.bytes < max.bytes;
  return [
    ...(inOrder ? [] : [wrongOrder(min, max)]),
    ...[min, max].flatMap((amount) => (amount ? checkFitsVolume(amount, input) : [])),
  ];
};

function wrongOrder(min: Amount, max: Amount): FieldError {
  return min.index === undefined
    ? blame(max, `must be more than min_wal_size, which is ${min.text}`)
    : blame(min, `must be less than max_wal_size, which is ${max.text}`);
}

function checkFitsVolume(amount: Amount, { cluster }: RuleInput): FieldError[] {
  const volume = cluster.spec.storage.wal;
  const nanos = volume && parseQuantity(volume.size);
  if (!volume || nanos === undefined || amount.bytes < nanos / NANO) return [];
  if (amount.index !== undefined) return [blame(amount, `must be less than spec.storage.wal.size, ${volume.size}`)];
  const detail = `must be more than the log may grow to, which is ${amount.text} by default (max_wal_size, min_wal_size)`;
  return [invalid(['spec', 'storage', 'wal', 'size'], detail, { badValue: volume.size })];
}

/** The cache of the database fits in the memory of its pod. */
export const checkSharedBuffers: EngineRule = (input) => {
  const buffers = amountOf(input, 'shared_buffers');
  const memory = input.cluster.spec.resources?.memory;
  const nanos = memory === undefined ? undefined : parseQuantity(memory);
  if (!buffers || nanos === undefined || buffers.bytes <= nanos / NANO) return [];
  return [blame(buffers, `must not be more than spec.resources.memory, ${memory}`)];
};

const blame = ({ index, text }: Amount, detail: string): FieldError =>
  invalid(index === undefined ? ['spec', 'config'] : valuePath(index), detail, { badValue: text });
