const row = (section, field, mappedTo) => ({ section, field, mappedTo });

/** One condition, six mapped fields and one POST: what every peer of the durable path does. */
export function relayConfiguration(sinkUrl) {
  return {
    version: 1,
    adaptors: [
      {
        id: 'six',
        fields: [
          row('callLog', 'call_log_id', 'voip_call_id'),
          row('lead', 'id', 'voip_customer_id'),
          row('callLog', 'phone_number', 'phone'),
          row('callLog', 'status', 'disposition'),
          row('callLog', 'length_in_sec', 'seconds'),
          row('extra', 'agent_email', 'email'),
        ],
      },
    ],
    endpoints: [
      {
        id: 'sink',
        apiUrl: sinkUrl,
        requestMethod: 'POST',
        postDataType: 'JSON',
        adaptorId: 'six',
        responseKey: 'success',
      },
    ],
    workflows: [
      {
        id: 'all',
        events: [{ type: 'DISPOSITION', values: ['NI'] }],
        actionSets: [{ id: 'now', actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'sink' }] }],
      },
    ],
    hooks: [{ id: 'main' }],
    settings: { egress: { allow: [new URL(sinkUrl).host] } },
  };
}
