import type { Budget } from '../budget.js';
import type { CelKind, CelType } from '../cel-type.js';
import type { CelMap } from '../values/cel-map.js';
import type { CelList, CelValue } from '../values/cel-value.js';
import type { CelOptional } from '../values/optional.js';
import type { CelDuration, CelTimestamp } from '../values/time.js';
import type { CelTypeValue } from '../values/type-value.js';
import type { CelFormat } from '../values/named-format.js';
import type { CelCidr, CelIp } from '../values/network-address.js';
import type { CelQuantity } from '../values/quantity.js';
import type { CelUrl } from '../values/url.js';

interface ValueOfKind {
  dyn: CelValue;
  null: null;
  bool: boolean;
  int: bigint;
  double: number;
  string: string;
  bytes: Uint8Array;
  list: CelList;
  map: CelMap;
  timestamp: CelTimestamp;
  duration: CelDuration;
  type: CelTypeValue;
  optional: CelOptional;
  quantity: CelQuantity;
  url: CelUrl;
  ip: CelIp;
  cidr: CelCidr;
  format: CelFormat;
}

type Arguments<Kinds extends readonly CelKind[]> = { [Index in keyof Kinds]: ValueOfKind[Kinds[Index]] };
type Result = CelKind | CelType | ((args: readonly CelType[]) => CelType);

/** One overload. A method is a function whose first parameter is the receiver. */
export interface CelFunction {
  /** `startsWith`, `sets.contains`. */
  readonly name: string;
  readonly isMethod: boolean;
  readonly parameters: readonly CelKind[];
  readonly result: (args: readonly CelType[]) => CelType;
  readonly invoke: (args: readonly CelValue[], budget: Budget) => CelValue;
}

type Call<Kinds extends readonly CelKind[]> = (...args: [...Arguments<Kinds>, Budget]) => CelValue;

function declare<const Kinds extends readonly CelKind[]>(isMethod: boolean) {
  return (name: string, parameters: Kinds, result: Result, call: Call<Kinds>): CelFunction => ({
    name,
    isMethod,
    parameters,
    result: typeof result === 'function' ? result : () => (typeof result === 'string' ? { kind: result } : result),
    invoke: (args, budget) => (call as (...all: unknown[]) => CelValue)(...args, budget),
  });
}

/** A call such as `size(x)`. The handler gets the arguments, already of the declared kinds, and the budget. */
export function fn<const Kinds extends readonly CelKind[]>(
  name: string,
  parameters: Kinds,
  result: Result,
  call: Call<Kinds>,
): CelFunction {
  return declare<Kinds>(false)(name, parameters, result, call);
}

/** A call such as `x.size()`: the first parameter is the receiver. */
export function method<const Kinds extends readonly CelKind[]>(
  name: string,
  parameters: Kinds,
  result: Result,
  call: Call<Kinds>,
): CelFunction {
  return declare<Kinds>(true)(name, parameters, result, call);
}

/** The same thing callable both ways: `size(x)` and `x.size()`. */
export function both<const Kinds extends readonly CelKind[]>(
  name: string,
  parameters: Kinds,
  result: Result,
  call: Call<Kinds>,
): CelFunction[] {
  return [fn(name, parameters, result, call), method(name, parameters, result, call)];
}
