/** Asks our own server, with the token that is typed in; nothing is kept, and nothing comes from elsewhere. */

const EXAMPLES = {
  'Clusters and what happens to them': `query Clusters {
  clusters(first: 20) {
    totalCount
    edges {
      node {
        metadata { namespace name }
        status { phase message }
        operations(first: 3) { edges { node { metadata { name } status { phase } } } }
      }
    }
  }
}`,
  'Changes of clusters, as they happen': `subscription Changes {
  clusterChanged {
    metadata { namespace name }
    status { phase readyMembers message }
  }
}`,
  'What a new cluster would be': `mutation DryRun {
  createCluster(input: {
    namespace: "default"
    name: "orders"
    dryRun: true
    spec: { engine: "postgresql", version: "17", clusterSize: 3, storage: { size: "10Gi" } }
  }) {
    plan { changes { path after } }
    problems { code pointer message hint }
  }
}`,
  'What can be asked': `query Schema {
  __schema {
    queryType { fields { name description } }
    mutationType { fields { name description } }
    subscriptionType { fields { name description } }
  }
}`,
};

const element = (id) => document.getElementById(id);
const [token, example, query, variables, answer, run, stop] = [
  'token',
  'example',
  'query',
  'variables',
  'answer',
  'run',
  'stop',
].map(element);
let asking;

const show = (text) => {
  answer.textContent += `${text}\n`;
};
const pretty = (text) => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

function request() {
  const body = JSON.stringify({ query: query.value, variables: JSON.parse(variables.value || '{}') });
  const isSubscription = /^\s*subscription\b/m.test(query.value);
  const accept = isSubscription ? 'text/event-stream' : 'application/graphql-response+json, application/json';
  const headers = { accept, 'content-type': 'application/json', authorization: `Bearer ${token.value.trim()}` };
  return { method: 'POST', headers, body, signal: asking.signal };
}

async function showEvents(response) {
  let unread = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (unread + text).split('\n\n');
    unread = events.pop();
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (event.startsWith('event: next')) show(pretty(data));
      if (event.startsWith('event: complete')) show('(complete)');
    }
  }
}

async function ask() {
  asking?.abort();
  asking = new AbortController();
  answer.textContent = '';
  stop.disabled = false;
  try {
    const response = await fetch(document.location.pathname, request());
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    if (isStream) await showEvents(response);
    else show(pretty(await response.text()));
  } catch (error) {
    if (error.name !== 'AbortError') show(String(error));
  }
  stop.disabled = true;
}

for (const name of Object.keys(EXAMPLES)) example.add(new Option(name));
example.addEventListener('change', () => {
  query.value = EXAMPLES[example.value];
});
query.value = EXAMPLES[example.value];
run.addEventListener('click', () => void ask());
stop.addEventListener('click', () => asking?.abort());
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void ask();
});
