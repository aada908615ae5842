import { setTimeout as delay } from 'node:timers/promises';
import { startApp, untilQuiet } from '../actors.mjs';

const POLL_MS = 50;
const MEMBERS = 3;

/** The leader is killed while another stands by. Ends `app`. */
export async function measureLeaderKilled({ cluster, app, names, options }) {
  const standby = await startApp(cluster, options);
  const taken = await measureDeath({ victim: app, survivors: [standby], names });
  await standby.stop();
  return taken;
}

/** One of three that share the clusters out is killed; what it owned passes to the others. */
export async function measureMemberKilled({ cluster, options }) {
  const sharing = { ...options, env: { DBAAS_SHARDING: 'true' } };
  const survivors = [];
  for (let member = 1; member < MEMBERS; member++) survivors.push(await startApp(cluster, sharing));
  const victim = await startApp(cluster, sharing);
  await untilShared([...survivors, victim]);
  await untilQuiet(cluster);
  const names = await ownedBy(victim, options);
  const taken = await measureDeath({ victim, survivors, names });
  for (const survivor of survivors) await survivor.stop();
  return { ...taken, members: MEMBERS, owned: names.length };
}

/** From the kill to the first and the last of the first looks that the survivors take at what was its. */
async function measureDeath({ victim, survivors, names }) {
  for (const survivor of survivors) await survivor.call('lookOutFor', names);
  const killedAt = Date.now();
  victim.kill();
  for (;;) {
    const looks = await Promise.all(survivors.map((survivor) => survivor.call('looks')));
    if (looks.reduce((sum, { count }) => sum + count, 0) >= names.length)
      return {
        firstMs: Math.min(...looks.map(({ firstAt }) => firstAt)) - killedAt,
        lastMs: Math.max(...looks.map(({ lastAt }) => lastAt)) - killedAt,
      };
    await delay(POLL_MS);
  }
}

/** All know each other. */
async function untilShared(members) {
  for (;;) {
    const known = await Promise.all(members.map((member) => member.call('knownMembers')));
    if (known.every((count) => count === members.length)) return;
    await delay(POLL_MS);
  }
}

/** Every cluster is looked at once a resync period, by its owner alone. */
async function ownedBy(member, { resyncSeconds }) {
  const since = Date.now();
  await delay((resyncSeconds + 1) * 1000);
  return member.call('begunSince', since);
}
