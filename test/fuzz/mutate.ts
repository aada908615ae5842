import { oddKey, oddValue, withMember } from './hostile-values.js';
import type { Json } from './hostile-values.js';
import type { SeededRandom } from './seeded-random.js';

type JsonObject = { [key: string]: Json };

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of a valid object that is wrong, or odd, in a few places. */
export function mutate(object: JsonObject, random: SeededRandom, changes = 1 + random.int(3)): Json {
  let mutated: Json = object;
  for (let change = 0; change < changes; change += 1) mutated = mutateOnce(mutated, random);
  return mutated;
}

/** Walks down by chance, and changes what it stops at. */
function mutateOnce(value: Json, random: SeededRandom): Json {
  if (isObject(value)) return mutateObject(value, random);
  if (Array.isArray(value) && value.length > 0) return mutateList(value, random);
  return oddValue(random);
}

function mutateObject(object: JsonObject, random: SeededRandom): Json {
  const keys = Object.keys(object);
  if (keys.length === 0 || random.chance(0.12)) return withMember(object, oddKey(random), oddValue(random));
  const key = random.pick(keys);
  if (random.chance(0.7)) return withMember(object, key, mutateOnce(object[key]!, random));
  const { [key]: value, ...rest } = object;
  if (random.chance(0.3)) return withMember(rest, oddKey(random), value!);
  return random.chance(0.4) ? rest : withMember(object, key, oddValue(random));
}

function mutateList(list: readonly Json[], random: SeededRandom): Json {
  const index = random.int(list.length);
  if (random.chance(0.2)) return [...list, list[index]!];
  if (random.chance(0.2)) return [...list, oddValue(random)];
  return list.map((item, at) => (at === index ? mutateOnce(item, random) : item));
}

/** Text that JSON cannot be made to say by an object: duplicate keys, loose ends. */
export function mutateText(text: string, random: SeededRandom): string {
  const at = random.int(text.length);
  switch (random.int(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + random.int(5));
    case 2:
      return (
        text.slice(0, at) + random.pick(['"', '{', '}', '[', ',', ':', '\\', '\u0000', '1', 'null']) + text.slice(at)
      );
    case 3:
      return text.replace(
        '{',
        `{"${random.pick(['kind', 'metadata', 'spec', 'data', '__proto__'])}":${random.pick(['null', '{}', '"a"', '1'])},`,
      );
    case 4:
      return text.replace(
        /:(\d+|"[^"]*")/,
        `:${random.pick(['1e999', '-', '01', 'NaN', '"\\ud800"', '"\\x"', '0x10'])}`,
      );
    default:
      return text + random.pick(['}', text, '\u0000', '//', ',', '\n---\n{}']);
  }
}
