import type { FieldType } from '../fields/field-type.js';
import { isJsonObject, memberOf, sameJson } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';
import { EMPTY_SET, LEAF, nodeOf } from './field-set.js';
import type { FieldSet } from './field-set.js';
import { fieldElement, itemElement } from './path-element.js';

/** The paths by which two values differ; a path that appears brings those below it. */
export interface FieldChanges {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

const UNCHANGED: FieldChanges = { added: EMPTY_SET, modified: EMPTY_SET, removed: EMPTY_SET };

/** Compares entry by entry as deep as `type` tells entries apart; undefined is absence. */
export function compareValues(before: unknown, after: unknown, type: FieldType): FieldChanges {
  if (before === after) return UNCHANGED;
  const pairs = pairEntries(before, after, type);
  if (pairs.length === 0) return sameJson(before, after) ? UNCHANGED : changeHere(before, after);
  const children = pairs.map(({ key, before: was, after: is, type: childType }) => ({
    key,
    changes: compareValues(was, is, childType),
  }));
  const sideOf = (side: keyof FieldChanges, here: boolean): FieldSet =>
    nodeOf(
      here,
      children.map(({ key, changes }) => [key, changes[side]] as const),
    );
  return {
    added: sideOf('added', before === undefined),
    modified: sideOf('modified', swapsForm(before, after)),
    removed: sideOf('removed', after === undefined),
  };
}

function changeHere(before: unknown, after: unknown): FieldChanges {
  if (before === undefined) return { ...UNCHANGED, added: LEAF };
  if (after === undefined) return { ...UNCHANGED, removed: LEAF };
  return { ...UNCHANGED, modified: LEAF };
}

/** A scalar has become an object, or the other way round: the place itself has changed, not only what is below. */
function swapsForm(before: unknown, after: unknown): boolean {
  return isPresent(before) && isPresent(after) && formOf(before) !== formOf(after);
}

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

const formOf = (value: unknown): string => (Array.isArray(value) ? 'list' : typeof value);

interface EntryPair {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly type: FieldType;
}

/** The entries of both values side by side; none where both are leaves. */
function pairEntries(before: unknown, after: unknown, type: FieldType): EntryPair[] {
  return [...pairMembers(before, after, type), ...pairItems(before, after, type)];
}

function pairMembers(before: unknown, after: unknown, type: FieldType): EntryPair[] {
  if (type.atomicMap) return [];
  const [was, is] = [membersOf(before), membersOf(after)];
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...names].flatMap((name) => {
    const child = type.child(name);
    if (!child) return [];
    return [{ key: fieldElement(name), before: memberOf(was, name), after: memberOf(is, name), type: child.type }];
  });
}

const membersOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

function pairItems(before: unknown, after: unknown, type: FieldType): EntryPair[] {
  if (type.listType === 'atomic') return [];
  const [was, is] = [itemsOf(before, type), itemsOf(after, type)];
  const keys = new Set([...was.keys(), ...is.keys()]);
  return [...keys].map((key) => ({ key, before: was.get(key), after: is.get(key), type: type.items() }));
}

function itemsOf(value: unknown, type: FieldType): Map<string, unknown> {
  const items = new Map<string, unknown>();
  for (const item of Array.isArray(value) ? (value as unknown[]) : []) {
    const key = itemElement(item, type);
    if (key !== undefined) items.set(key, item);
  }
  return items;
}
