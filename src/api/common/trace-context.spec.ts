import { traceContextOf } from './trace-context.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const VALID = `00-${TRACE}-${PARENT}-01`;

it.each([
  ['as it is', VALID, VALID],
  ['without flags that nobody knows', `00-${TRACE}-${PARENT}-fe`, `00-${TRACE}-${PARENT}-00`],
  ['of a version to come, by what is known of it', `cc-${TRACE}-${PARENT}-03-what-follows`, VALID],
])('a trace is gone on with %s', (_how, traceparent, expected) => {
  expect(traceContextOf({ traceparent })).toEqual({ traceId: TRACE, headers: { traceparent: expected } });
});

it.each([
  undefined,
  '',
  TRACE,
  `ff-${TRACE}-${PARENT}-01`,
  `00-${'0'.repeat(32)}-${PARENT}-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
  `00-${TRACE.toUpperCase()}-${PARENT}-01`,
  `${VALID}-more`,
  `${VALID}, ${VALID}`,
  `${VALID}\nx`,
])('what is no trace is not gone on with: %j', (traceparent) => {
  expect(traceContextOf({ traceparent, tracestate: 'a=1' })).toBeUndefined();
});

it.each([
  ['vendor=1,other=2', { tracestate: 'vendor=1,other=2' }],
  ['x'.repeat(513), {}],
  ['ü=1', {}],
  ['', {}],
])('with what vendors added to it, where that can be passed on: %s', (tracestate, expected) => {
  expect(traceContextOf({ traceparent: VALID, tracestate })?.headers).toEqual({ traceparent: VALID, ...expected });
});
