import { STRING, listOf, mapOf } from '../cel-type.js';
import { CelUrl } from '../values/url.js';
import { fn, method, type CelFunction } from './cel-function.js';

export const URL_FUNCTIONS: readonly CelFunction[] = [
  fn('url', ['string'], 'url', (text) => CelUrl.parse(text)),
  fn('isURL', ['string'], 'bool', (text) => CelUrl.tryParse(text) !== undefined),
  method('getScheme', ['url'], 'string', (url) => url.scheme),
  method('getHost', ['url'], 'string', (url) => url.host),
  method('getHostname', ['url'], 'string', (url) => url.hostname),
  method('getPort', ['url'], 'string', (url) => url.port),
  method('getEscapedPath', ['url'], 'string', (url) => url.escapedPath),
  method('getQuery', ['url'], mapOf(listOf(STRING)), (url) => url.queryValues),
];
