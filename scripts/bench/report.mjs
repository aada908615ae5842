import { BUDGETS } from './budgets.mjs';
import { kilobytes, megabytes, ms, perSecond, percent, ratio, seconds, Table } from './table.mjs';

/** Turns what was measured into the table. */
export function report(measured) {
  const table = new Table();
  for (const add of [reportProvisioning, reportThroughput, reportSteadyState, reportReads]) add(table, measured);
  return table.toString();
}

export function reportProvisioning(
  table,
  { provisioning: { createdMs, runningMs, requests }, options: { clusters, wave } },
) {
  const how = wave < clusters ? `in waves of ${wave}` : 'at once';
  table.section(`${clusters} clusters ${how}, until Running`);
  table.row('all accepted', seconds(createdMs));
  table.row('all Running (stand-ins take no time of their own)', seconds(runningMs));
  const perCluster = requests.filter(([, count]) => count >= 0.05).sort(([, a], [, b]) => b - a);
  const total = requests.reduce((sum, [, count]) => sum + count, 0);
  table.row('requests of ours per cluster', total.toFixed(2), { text: 'as few as needed', holds: () => true });
  for (const [what, count] of perCluster) table.row(`  ${what}`, count.toFixed(2));
}

export function reportThroughput(table, { throughput: { clusters, reconciles, bare } }) {
  const writes = reconciles.requests.filter(
    ([what]) => /^(create|patch|update) /.test(what) && !what.includes(' leases.'),
  );
  const perCluster = writes.reduce((sum, [, count]) => sum + count, 0) / clusters;
  table.section(`First pass over ${clusters} clusters, against the bare writes, best of 3`);
  const describe = ({ elapsedMs, cpuMs }) =>
    perSecond((clusters * 1000) / elapsedMs) +
    (Number.isFinite(cpuMs) ? `, CPU of the server ${ms(cpuMs / clusters)}` : '');
  table.row(`reconciles (${perCluster.toFixed(2)} writes each)`, describe(reconciles));
  table.row('bare (5 writes each)', describe(bare));
  const share = bare.elapsedMs / reconciles.elapsedMs;
  table.row('ratio', ratio(share), BUDGETS.throughput, share);
  if (Number.isFinite(bare.cpuMs))
    table.row('ratio of that CPU, which other work does not change', ratio(bare.cpuMs / reconciles.cpuMs));
}

export function reportSteadyState(table, { idle, wake, hidden, memory, options }) {
  table.section(
    `${options.steady} Running clusters of ${options.members} members, resync every ${options.resyncSeconds} s`,
  );
  const other = idle.requests.others.reduce((sum, [, count]) => sum + count, 0);
  table.row(`requests in ${idle.periods} periods`, String(other), BUDGETS.idleRequests, other);
  for (const [what, count] of idle.requests.others) table.row(`  ${what}`, String(count));
  table.row('  besides: watches begun again', String(idle.requests.watches));
  table.row('  besides: renewals of the Lease', String(idle.requests.renewals));
  table.row('CPU', percent(idle.cpuShare), BUDGETS.idleCpu, idle.cpuShare);
  if (hidden) reportHiddenChange(table, hidden, options);
  table.row('write sent to reconcile begun, p50', ms(wake.p50Ms), BUDGETS.wake, wake.p50Ms);
  table.row('write sent to reconcile begun, p99', ms(wake.p99Ms));
  table.row('ready after start (process included)', seconds(memory.app.readyMs), BUDGETS.ready, memory.app.readyMs);
  table.row('memory per cluster', kilobytes(memory.bytesPerCluster), BUDGETS.memory, memory.bytesPerCluster);
  table.row('process, resident', megabytes(memory.rssBytes));
}

function reportHiddenChange(table, { mendedAfterSeconds }, { resyncSeconds }) {
  const mended = mendedAfterSeconds === undefined ? 'never' : seconds(mendedAfterSeconds * 1000);
  const periods = mendedAfterSeconds / resyncSeconds;
  table.row('control: a change no watch told of is undone', mended, BUDGETS.hiddenChange, periods);
}

function reportReads(table, { reads: { one, page } }) {
  table.section('Reads from our cache, against the same on the embedded API server');
  reportRead(table, 'one cluster, REST', one.rest, one.kube);
  reportRead(table, 'page of 100, REST', page.rest, page.kube);
  reportRead(table, 'page of 100, GraphQL (11 fields)', page.graphql, page.kube);
}

function reportRead(table, what, ours, theirs) {
  table.row(what, describeRead(ours));
  table.row('  API server', describeRead(theirs));
  const faster = ours.perSecond / theirs.perSecond;
  table.row('  ratio of requests per second', ratio(faster), BUDGETS.readRatio, faster);
  table.row('  ratio of p99', ratio(ours.p99Ms / theirs.p99Ms), BUDGETS.readTail, ours.p99Ms / theirs.p99Ms);
}

const describeRead = ({ perSecond: rate, p99Ms, cpuMsEach }) =>
  `${perSecond(rate)}, p99 ${ms(p99Ms)}, CPU ${ms(cpuMsEach)}`;
