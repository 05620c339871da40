import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { newestVersion } from './package-tarball.mjs';

const PACKAGE = 'n8n-nodes-convoso-connect';
const FLOWS = new URL('../../../n8n-nodes/flows/', import.meta.url);

/** Where this machine delivers from. */
const LOOPBACK = { authentication: 'none', allowFrom: 'convoso', moreAddresses: '127.0.0.1, ::1' };

/** A new node of our package, or one of n8n's own where the type says so. */
export function node(name, type, parameters = {}, extra = {}) {
  const ours = !type.includes('.');
  return {
    id: randomUUID(),
    name,
    type: ours ? `${PACKAGE}.${type}` : type,
    typeVersion: ours ? newestVersion(type) : 1,
    position: [0, 0],
    parameters,
    ...extra,
  };
}

/** A Convoso Trigger that takes deliveries of this machine without a secret. */
export function trigger(parameters = {}, extra = {}) {
  return node(
    'Convoso Trigger',
    'convosoTrigger',
    { ...LOOPBACK, ...parameters },
    { webhookId: randomUUID(), ...extra },
  );
}

/** Nodes one after the other, each by its first output. */
export function chain(name, ...nodes) {
  const placed = nodes.map((each, index) => ({ ...each, position: [index * 240, 0] }));
  return {
    name,
    nodes: placed,
    connections: connect(placed.slice(1).map(({ name }, index) => [placed[index].name, 0, name])),
  };
}

/** `[from, output, to]` as n8n has it. */
export function connect(links) {
  const connections = {};
  for (const [from, output, to] of links) {
    const main = (connections[from] ??= { main: [] }).main;
    while (main.length <= output) main.push([]);
    main[output].push({ node: to, type: 'main', index: 0 });
  }
  return connections;
}

/** The production address of a workflow's trigger. */
export function hookUrl(url, { nodes }) {
  const { webhookId } = nodes.find(({ type }) => type.endsWith('.convosoTrigger'));
  return `${url}/webhook/${webhookId}/convoso`;
}

/**
 * A ready flow as a user imports it, set up for this machine: its hook open to the loopback, other hosts replaced, and
 * credentials chosen by the type of the node.
 *
 * @param {Record<string, string>} hosts the address in the flow → the one of a stand-in
 * @param {Record<string, object>} credentials by node type or by node name
 */
export function readyFlow(file, { hosts = {}, credentials = {}, change = {} } = {}) {
  let text = readFileSync(new URL(file, FLOWS), 'utf8');
  for (const [host, standIn] of Object.entries(hosts)) text = text.replaceAll(host, standIn);
  const flow = JSON.parse(text);
  for (const each of flow.nodes) {
    if (each.type.endsWith('.convosoTrigger')) Object.assign(each.parameters, LOOPBACK);
    if (each.webhookId !== undefined) each.webhookId = randomUUID();
    const credential = credentials[each.name] ?? credentials[each.type];
    if (credential !== undefined) each.credentials = credential;
    Object.assign(each.parameters, change[each.name]);
  }
  return flow;
}
