import { LogicEngine } from 'json-logic-engine';
import { factsOf } from './facts.mjs';

export function prepare({ rules }) {
  const engine = new LogicEngine();
  const compiled = rules.map(({ id, list, status, state, seconds }) => ({
    id,
    matches: engine.build({
      and: [
        { '===': [{ var: 'list' }, list] },
        { '===': [{ var: 'status' }, status.toLowerCase()] },
        { '===': [{ var: 'state' }, state.toLowerCase()] },
        { '>': [{ var: 'seconds' }, seconds] },
      ],
    }),
  }));
  return {
    eventOf: factsOf,
    match: (facts) => compiled.filter(({ matches }) => matches(facts)),
    idsOf: (found) => found.map(({ id }) => id),
  };
}
