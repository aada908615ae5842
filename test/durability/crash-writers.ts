import type { ApiClient, ApiResponse } from '../conformance/apiserver/api-client.js';
import type { SeededRandom } from '../fuzz/seeded-random.js';
import type { Ledger } from './ledger.js';

const NAMES_EACH = 5;

/** Creates, changes and deletes objects of its own, one write after the other, until the server is gone. */
export async function writeUntilGone(
  client: ApiClient,
  collection: string,
  { writer, random, ledger }: { writer: number; random: SeededRandom; ledger: Ledger },
): Promise<void> {
  for (let step = 0; ; step += 1) {
    const name = `w${writer}-${random.int(NAMES_EACH)}`;
    const value = `${random.int(2 ** 30)}-${step}`;
    const isDelete = ledger.isThere(name) && random.chance(0.2);
    const state = isDelete ? undefined : value;
    ledger.sent(name, state);
    const answer = await write(client, collection, { name, state, isNew: !ledger.isThere(name) }).catch(
      () => undefined,
    );
    if (!answer) return;
    if (answer.status >= 300) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
    ledger.confirmed(name, state);
    if (!isDelete) ledger.shown(answer.body.metadata.resourceVersion);
  }
}

function write(
  client: ApiClient,
  collection: string,
  { name, state, isNew }: { name: string; state: string | undefined; isNew: boolean },
): Promise<ApiResponse> {
  const object = { metadata: { name }, data: { value: state } };
  if (state === undefined) return client.delete(`${collection}/${name}`);
  return isNew ? client.post(collection, object) : client.put(`${collection}/${name}`, object);
}
