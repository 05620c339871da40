import { tableOf } from '../shared/subtitle';

const WORDS = tableOf({ 'call.event': 'call events', 'hold.due': 'due actions', 'alarm.changed': 'alarms' });

/** "call events, due actions": what starts the workflow. */
export const SUBTITLE = `={{[$parameter["topics"] || []].flat().map((topic) => ${WORDS}[topic] || topic).join(", ")}}`;
