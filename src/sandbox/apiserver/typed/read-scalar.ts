import { isQuantity } from '../../../kube/meta/index.js';
import type { ScalarForm } from './api-type.js';

type Reader = (value: unknown) => unknown;

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
const MICRO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}(?:Z|[+-]\d{2}:\d{2})$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const isText = (value: unknown): value is string => typeof value === 'string';
const isTimeOf = (pattern: RegExp, value: unknown): boolean =>
  isText(value) && pattern.test(value) && !Number.isNaN(Date.parse(value));
const isInteger = (value: unknown, limit: number): boolean =>
  Number.isInteger(value) && Number(value) >= -limit && Number(value) < limit;

const only =
  (fits: (value: unknown) => boolean): Reader =>
  (value) =>
    fits(value) ? value : undefined;

const READERS: Readonly<Record<ScalarForm, Reader>> = {
  string: only(isText),
  bytes: only((value) => isText(value) && BASE64.test(value.replaceAll(/[\r\n]/g, ''))),
  boolean: only((value) => typeof value === 'boolean'),
  int32: only((value) => isInteger(value, 2 ** 31)),
  int64: only((value) => isInteger(value, 2 ** 63)),
  double: only((value) => typeof value === 'number'),
  time: only((value) => isTimeOf(TIME, value)),
  microTime: only((value) => isTimeOf(MICRO_TIME, value)),
  intOrString: only((value) => isText(value) || isInteger(value, 2 ** 31)),
  quantity: (value) => {
    const text = typeof value === 'number' ? String(value) : value;
    return isText(text) && isQuantity(text) ? text : undefined;
  },
  anything: (value) => value,
};

const ZEROS: Partial<Readonly<Record<ScalarForm, unknown>>> = {
  string: '',
  bytes: '',
  boolean: false,
  int32: 0,
  int64: 0,
  double: 0,
  intOrString: 0,
  quantity: '0',
};

/** The value as it is stored; undefined when it is of another form. */
export const readScalar = (form: ScalarForm, value: unknown): unknown => READERS[form](value);

/** What stands for null where a value cannot be left out: within lists and maps. */
export const zeroOf = (form: ScalarForm): unknown => ZEROS[form] ?? null;
