import type { KubeObject } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';

/** Something that a list can be sorted by. It never changes while an object lives, so that cursors hold. */
export interface SortField<T> {
  /** As it stands in a sentence. */
  readonly description: string;
  readonly textOf: (object: T) => string;
}

export type SortFields<T> = Readonly<Record<string, SortField<T>>>;

interface SortKey<T> {
  readonly field: SortField<T>;
  readonly isDescending: boolean;
}

/** What no two objects have alike: it ends every order. */
const TIE_BREAKERS = ['namespace', 'name'];

/** One order of a list: fields, each up or down, by which objects have a place that is compared as text. */
export class Order<T extends KubeObject> {
  private constructor(
    /** Equal for equal orders. */
    readonly name: string,
    private readonly keys: readonly SortKey<T>[],
  ) {}

  /**
   * The order by `name`, `-creationTimestamp`, ...
   * @throws ProblemError `malformed_request` for a field that is none, or is there twice.
   */
  static by<T extends KubeObject>(fields: SortFields<T>, sort: readonly string[], pointer: string): Order<T> {
    const names = sort.map(nameIn);
    const unknown = names.find((name) => !Object.hasOwn(fields, name));
    if (unknown !== undefined) throw refusal(pointer, `"${unknown}" is nothing to sort by`, sortTokens(fields));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw refusal(pointer, `"${twice}" is given twice`);
    const complete = [...sort, ...TIE_BREAKERS.filter((name) => Object.hasOwn(fields, name) && !names.includes(name))];
    const keys = complete.map((token) => ({ field: fields[nameIn(token)]!, isDescending: token.startsWith('-') }));
    return new Order(complete.join(), keys);
  }

  /** How many values an object has in it. */
  get width(): number {
    return this.keys.length;
  }

  valuesOf(object: T): string[] {
    return this.keys.map(({ field }) => field.textOf(object));
  }

  /** Of as many values as the order is wide. */
  placeAt(values: readonly string[]): string {
    return this.keys.map(({ isDescending }, index) => sortable(values[index]!, isDescending)).join('');
  }

  placeOf(object: T): string {
    return this.placeAt(this.valuesOf(object));
  }
}

/** Every way to sort by one field: `name`, `-name`. */
export const sortTokens = (fields: SortFields<never>): string[] =>
  Object.keys(fields).flatMap((name) => [name, `-${name}`]);

const nameIn = (token: string): string => token.replace(/^-/, '');

const LAST_UNIT = 0xffff;

/** Ends with what stands before everything, or after it: one name must not run into the next, nor `a` come after `a-b`. */
function sortable(text: string, isDescending: boolean): string {
  if (!isDescending) return `${text}\0`;
  const mirrored = Array.from({ length: text.length }, (_, index) => LAST_UNIT - text.charCodeAt(index));
  return String.fromCharCode(...mirrored, LAST_UNIT);
}

function refusal(pointer: string, message: string, allowed?: readonly string[]): ProblemError {
  const fields = [{ pointer, code: 'invalid' as const, message, ...(allowed && { allowed }) }];
  return new ProblemError('malformed_request', `${pointer}: ${message}.`, { fields });
}
