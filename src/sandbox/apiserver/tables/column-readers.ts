import type { PrinterColumn, ServedResource } from '../registry/served-resource.js';
import { formatAge } from './age.js';
import { AGE_COLUMN, NAME_COLUMN } from './printer-columns.js';
import { evaluateJsonPath, JsonPathError, parseJsonPath } from './json-path.js';
import type { JsonPath } from './json-path.js';

/** How one column finds its cell in an object. */
export interface ColumnReader {
  readonly column: PrinterColumn;
  readonly read: (object: Record<string, unknown>, now: Date) => unknown;
}

const readersByResource = new WeakMap<ServedResource, readonly ColumnReader[]>();

/**
 * The columns of the resource, or else the age, after the name, unless the resource puts the name elsewhere. Paths are
 * parsed once per resource.
 */
export function columnReaders(resource: ServedResource): readonly ColumnReader[] {
  const known = readersByResource.get(resource);
  if (known) return known;
  const columns = resource.columns.length > 0 ? resource.columns : [AGE_COLUMN];
  const isNamed = columns.some(({ format }) => format === NAME_COLUMN.format);
  const readers = [...(isNamed ? [] : [NAME_COLUMN]), ...columns].map(toReader);
  readersByResource.set(resource, readers);
  return readers;
}

function toReader(column: PrinterColumn): ColumnReader {
  const { cell, jsonPath = '' } = column;
  if (cell) return { column, read: (object, now) => present(column, cell(object), now) };
  const path = parseColumnPath(jsonPath);
  if (!path) return { column, read: () => null };
  return { column, read: (object, now) => readCell(column, evaluateJsonPath(path, object), now) };
}

/** A path that cannot be read leaves its column empty: one bad column of a definition must not hide the others. */
function parseColumnPath(text: string): JsonPath | undefined {
  try {
    return parseJsonPath(text);
  } catch (error) {
    if (error instanceof JsonPathError) return undefined;
    throw error;
  }
}

function readCell(column: PrinterColumn, values: readonly unknown[], now: Date): unknown {
  const found = values.filter((value) => value !== undefined && value !== null);
  if (found.length === 0) return null;
  if (column.type === 'string') return found.map(print).join(' ');
  return present(column, found[0], now);
}

const MATCHES: Readonly<Record<string, (value: unknown) => boolean>> = {
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
};

function present({ type }: PrinterColumn, value: unknown, now: Date): unknown {
  if (type === 'date') return formatAge(value, now);
  const matches = MATCHES[type];
  return matches && !matches(value) ? null : value;
}

const print = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
