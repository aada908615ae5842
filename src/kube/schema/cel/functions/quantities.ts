import { isQuantity } from '../../../meta/index.js';
import { CelQuantity } from '../values/quantity.js';
import { fn, method, type CelFunction } from './cel-function.js';

const plus = (a: CelQuantity, b: CelQuantity): CelQuantity => new CelQuantity(a.nanos + b.nanos);
const minus = (a: CelQuantity, b: CelQuantity): CelQuantity => new CelQuantity(a.nanos - b.nanos);

export const QUANTITY_FUNCTIONS: readonly CelFunction[] = [
  fn('quantity', ['string'], 'quantity', (text) => CelQuantity.parse(text)),
  fn('isQuantity', ['string'], 'bool', (text) => isQuantity(text)),
  fn('sign', ['quantity'], 'int', (quantity) => quantity.sign),
  method('sign', ['quantity'], 'int', (quantity) => quantity.sign),
  method('isInteger', ['quantity'], 'bool', (quantity) => quantity.isInteger),
  method('asInteger', ['quantity'], 'int', (quantity) => quantity.asInteger),
  method('asApproximateFloat', ['quantity'], 'double', (quantity) => quantity.approximate),
  method('compareTo', ['quantity', 'quantity'], 'int', (a, b) => a.compare(b)),
  method('isLessThan', ['quantity', 'quantity'], 'bool', (a, b) => a.nanos < b.nanos),
  method('isGreaterThan', ['quantity', 'quantity'], 'bool', (a, b) => a.nanos > b.nanos),
  method('add', ['quantity', 'quantity'], 'quantity', plus),
  method('add', ['quantity', 'int'], 'quantity', (a, b) => plus(a, CelQuantity.whole(b))),
  method('sub', ['quantity', 'quantity'], 'quantity', minus),
  method('sub', ['quantity', 'int'], 'quantity', (a, b) => minus(a, CelQuantity.whole(b))),
];
