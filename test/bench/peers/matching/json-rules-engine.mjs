import { Engine } from 'json-rules-engine';
import { factsOf } from './facts.mjs';

export function prepare({ rules }) {
  const engine = new Engine();
  for (const { id, list, status, state, seconds } of rules) {
    const all = [
      { fact: 'list', operator: 'equal', value: list },
      { fact: 'status', operator: 'equal', value: status.toLowerCase() },
      { fact: 'state', operator: 'equal', value: state.toLowerCase() },
      { fact: 'seconds', operator: 'greaterThan', value: seconds },
    ];
    engine.addRule({ conditions: { all }, event: { type: id } });
  }
  return {
    eventOf: factsOf,
    match: (facts) => engine.run(facts),
    // It reports in no particular order.
    idsOf: ({ events }) => events.map(({ type }) => type).sort((a, b) => a.slice(1) - b.slice(1)),
  };
}
