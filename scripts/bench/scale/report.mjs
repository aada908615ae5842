import { BUDGETS } from '../budgets.mjs';
import { reportProvisioning, reportSteadyState, reportThroughput } from '../report.mjs';
import { seconds, Table } from '../table.mjs';

export function reportScale(measured) {
  const table = new Table();
  const { server, clusters, live } = measured.options;
  const how = live < clusters ? `, of which ${clusters - live} are copies` : '';
  table.section(`${clusters} clusters on the ${server} API server${how}`);
  reportThroughput(table, measured);
  reportProvisioning(table, { ...measured, options: { ...measured.options, clusters: live } });
  reportSteadyState(table, measured);
  reportTakeOver(table, measured);
  return table.toString();
}

function reportTakeOver(table, { leader, member }) {
  table.section('After a kill (the Lease lasts 15 s; waiting replicas ask every 2 to 4.4 s)');
  table.row('of the leader: the one that stood by begins', seconds(leader.firstMs), BUDGETS.takeOver, leader.firstMs);
  table.row('  and has looked at every cluster', seconds(leader.lastMs));
  table.row(
    `of one of ${member.members} that share: the others begin`,
    seconds(member.firstMs),
    BUDGETS.takeOver,
    member.firstMs,
  );
  table.row(`  and have looked at the ${member.owned} clusters that were its`, seconds(member.lastMs));
}
