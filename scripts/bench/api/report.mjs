import { BUDGETS } from '../budgets.mjs';
import { ms, perSecond, ratio, Table } from '../table.mjs';
import { PAGE } from './reads.mjs';

export function reportApi({ options, reads, fanOut }) {
  const { server, clusters, subscribers } = options;
  const table = new Table();
  table.section(
    `${clusters} clusters on the ${server} API server, 8 connections of a caller with rights in one namespace`,
  );
  reportPair(table, 'one cluster', reads.one, server);
  reportPair(table, `page of ${PAGE}`, reads.page, server);
  reportGraphQl(table, reads.graphql);
  table.section(
    `${subscribers} subscribers and ${fanOut.slow} that never reads, one change at a time: later than the watch`,
  );
  table.row(`p50 (median of ${fanOut.changes} changes)`, ms(fanOut.p50Ms));
  table.row('p99', ms(fanOut.p99Ms), BUDGETS.fanOut, fanOut.p99Ms);
  table.row('the last of all, in the worst change', ms(fanOut.worstMs));
  return table.toString();
}

function reportPair(table, what, { api, kube }, server) {
  const budget = server === 'real' ? BUDGETS.readRatioOfReal : BUDGETS.readRatio;
  const times = api.perSecond / kube.perSecond;
  table.row(`${what}, REST`, figureOf(api));
  table.row(`${what}, API server`, figureOf(kube));
  table.row(`${what}, ratio`, ratio(times), budget, times);
}

function reportGraphQl(table, { api, compiled }) {
  const times = api.perSecond / compiled.perSecond;
  table.row(`GraphQL, page of ${PAGE} with operations of each`, figureOf(api));
  table.row('the same by graphql-jit, of static data', figureOf(compiled));
  table.row('GraphQL, ratio', ratio(times), BUDGETS.compiledRatio, times);
}

function figureOf({ perSecond: rate, p50Ms, p99Ms, cpuMsEach }) {
  const cpu = Number.isNaN(cpuMsEach) ? '' : `, CPU ${ms(cpuMsEach)}`;
  return `${perSecond(rate)}, p50 ${ms(p50Ms)}, p99 ${ms(p99Ms)}${cpu}`;
}
