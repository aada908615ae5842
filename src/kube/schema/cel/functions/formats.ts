import { isDate, isDateTime, isDnsLabel, isDnsSubdomain, stringFormat } from '../../formats/string-formats.js';
import { STRING, listOf, optionalOf } from '../cel-type.js';
import { CelFormat } from '../values/named-format.js';
import { CelOptional } from '../values/optional.js';
import { fn, method, type CelFunction } from './cel-function.js';
import { CelUrl } from '../values/url.js';

const QUALIFIED_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const DNS_1035 = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  if (parts.length > 2) return false;
  return (parts.length === 1 || isDnsSubdomain(parts[0]!)) && QUALIFIED_NAME.test(parts.at(-1)!);
}

/** A name that something will be appended to may end in a dash. */
const prefix =
  (accepts: (text: string) => boolean) =>
  (text: string): boolean =>
    accepts(text.replace(/-$/, 'x'));

const FORMATS: ReadonlyMap<string, CelFormat> = new Map(
  Object.entries({
    dns1123Label: isDnsLabel,
    dns1123Subdomain: isDnsSubdomain,
    dns1035Label: (text: string) => DNS_1035.test(text),
    dns1123LabelPrefix: prefix(isDnsLabel),
    dns1123SubdomainPrefix: prefix(isDnsSubdomain),
    dns1035LabelPrefix: prefix((text) => DNS_1035.test(text)),
    qualifiedName: isQualifiedName,
    labelValue: (text: string) => LABEL_VALUE.test(text),
    uri: (text: string) => CelUrl.tryParse(text) !== undefined,
    uuid: stringFormat('uuid')!,
    byte: stringFormat('byte')!,
    date: isDate,
    datetime: isDateTime,
  }).map(([name, accepts]) => [name, new CelFormat(name, accepts)]),
);

export const FORMAT_FUNCTIONS: readonly CelFunction[] = [
  ...[...FORMATS].map(([name, format]) => fn(`format.${name}`, [], 'format', () => format)),
  fn('format.named', ['string'], optionalOf({ kind: 'format' }), (name) => CelOptional.of(FORMATS.get(name))),
  method('validate', ['format', 'string'], optionalOf(listOf(STRING)), (format, text) => format.validate(text)),
];
