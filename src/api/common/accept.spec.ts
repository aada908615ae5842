import { asksFor, preferenceFor } from './accept.js';

const JSON_TYPE = 'application/json';
const EVENTS = 'text/event-stream';

it.each([
  [undefined, 1],
  ['', 1],
  [' , ', 1],
  ['*/*', 1],
  ['application/*;q=0.5', 0.5],
  ['Application/JSON; charset=utf-8', 1],
  ['text/html, application/json;q=0.25, */*;q=0.1', 0.25],
  ['application/json;q=0, */*', 0],
  ['application/json;q=x', 1],
  ['application/json ; q = 0.5', 0.5],
  ['application/json;q=7', 1],
  ['image/png, text/*', 0],
  ['application', 0],
])('Accept: %s wants JSON by %s', (accept, quality) => {
  expect(preferenceFor(JSON_TYPE, accept)).toBe(quality);
});

it.each([
  [undefined, false],
  ['*/*', false],
  ['text/*', false],
  ['text/event-stream', true],
  ['application/json, text/event-stream', true],
  ['text/event-stream, */*;q=0.1', true],
  ['application/json, text/event-stream;q=0.9', false],
  ['text/event-stream;q=0', false],
])('Accept: %s asks for events: %s', (accept, expected) => {
  expect(asksFor(EVENTS, accept, JSON_TYPE)).toBe(expected);
});
