import { MUTATING_WEBHOOK_CONFIGURATION, VALIDATING_WEBHOOK_CONFIGURATION } from '../product.mjs';

/** All names but the first `live` become copies of the first cluster. Operators are gone afterwards. */
export async function makeCopies({ cluster, user, names, live, written }) {
  await cluster.call('stopOperators');
  await removeWebhooks(user.client);
  await cluster.call('clone', { name: names[0], written, names: names.slice(live) });
  await user.untilRunning(names.length);
}

/** Their servers have stopped with the operators, and every write would wait for them. */
async function removeWebhooks(client) {
  for (const type of [MUTATING_WEBHOOK_CONFIGURATION, VALIDATING_WEBHOOK_CONFIGURATION]) {
    const { items } = await client.list(type);
    for (const { metadata } of items) await client.delete(type, { name: metadata.name });
  }
}
